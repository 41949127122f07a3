using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>Reads the connection <c>AzureWebJobsStorage</c>: a connection string, or the sub-keys of the identity form.</summary>
internal static partial class HubConnectionReader
{
    internal const string Setting = "AzureWebJobsStorage";

    /// <summary>
    /// Null when something is wrong, which then stands in <paramref name="faults"/>. Nothing set means the local emulator.
    /// </summary>
    internal static HubConnection? Read(IConfiguration configuration, ICollection<string> faults)
    {
        var section = configuration.GetSection(Setting);
        var hasIdentity = section.GetChildren().Any();
        if (string.IsNullOrWhiteSpace(section.Value))
        {
            return hasIdentity ? ReadIdentity(section, faults) : HubConnection.Parse("UseDevelopmentStorage=true");
        }

        if (hasIdentity)
        {
            faults.Add($"{Setting} is set, and so is its identity form ({Setting}__…); use one of them.");
            return null;
        }

        try
        {
            return HubConnection.Parse(section.Value);
        }
        catch (FormatException exception)
        {
            faults.Add($"{Setting} is {exception.Message}");
            return null;
        }
    }

    private static HubConnection? ReadIdentity(IConfigurationSection section, ICollection<string> faults)
    {
        var account = section["accountName"];
        if (account is not null && !AccountName().IsMatch(account))
        {
            faults.Add($"{Setting}__accountName is '{account}'; an account has 3 to 24 lower-case letters and digits.");
            return null;
        }

        var tables = ReadEndpoint(section, "table", account, faults);
        var blobs = ReadEndpoint(section, "blob", account, faults);
        var credential = ReadCredential(section, faults);
        return tables is null || blobs is null || credential is null ? null : HubConnection.WithIdentity(tables, blobs, credential);
    }

    private static Uri? ReadEndpoint(IConfigurationSection section, string service, string? account, ICollection<string> faults)
    {
        var text = section[service + "ServiceUri"] ?? (account is null ? null : $"https://{account}.{service}.core.windows.net");
        if (text is null)
        {
            faults.Add($"{Setting}__accountName or {Setting}__{service}ServiceUri is missing.");
            return null;
        }

        // Over plain HTTP the identity's token could be read on the way.
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)
        {
            return uri;
        }

        faults.Add($"{Setting}__{service}ServiceUri is not an https address, such as https://ACCOUNT.{service}.core.windows.net.");
        return null;
    }

    private static TokenCredential? ReadCredential(IConfigurationSection section, ICollection<string> faults)
    {
        var clientId = section["clientId"];
        switch (section["credential"]?.ToLowerInvariant())
        {
            case null or "":
                return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
            case "managedidentity":
                return new ManagedIdentityCredential(string.IsNullOrEmpty(clientId)
                    ? ManagedIdentityId.SystemAssigned
                    : ManagedIdentityId.FromUserAssignedClientId(clientId));
            case var other:
                faults.Add($"{Setting}__credential is '{other}'; use managedidentity or leave it out.");
                return null;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]{3,24}\z")]
    private static partial Regex AccountName();
}
