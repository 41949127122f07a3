using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace GenOps.Adapters.Storage;

/// <summary>Reads a connection from configuration, in the forms that Azure Functions knows: a connection string, or an identity.</summary>
/// <remarks>
/// The identity form has sub-keys: <c>accountName</c>, or <c>tableServiceUri</c> and <c>blobServiceUri</c>; <c>credential</c>, which is
/// <c>managedidentity</c> or absent for whatever identity the machine has; <c>clientId</c> of a user-assigned identity. In an environment variable
/// the parts are joined by <c>__</c>.
/// </remarks>
internal static partial class StorageConnectionReader
{
    /// <summary>The connection of tables and blobs.</summary>
    public const string MainKey = "AzureWebJobsStorage";

    /// <summary>The connection of a second account for the tables alone.</summary>
    public const string LedgerKey = "GenOps:LedgerStorage";

    private const string Default = "UseDevelopmentStorage=true";

    /// <summary>Reads the connections of the tables and of the blobs; what is wrong goes to <paramref name="faults"/>.</summary>
    public static (StorageConnection? Tables, StorageConnection? Blobs) Read(IConfiguration configuration, ICollection<string> faults)
    {
        var ledger = configuration.GetSection(LedgerKey);
        if (!ledger.Exists() || (ledger.Value is { Length: 0 } && !HasIdentity(ledger)))
        {
            var main = Read(configuration.GetSection(MainKey), needsTables: true, needsBlobs: true, faults);
            return (main, main);
        }

        var blobs = Read(configuration.GetSection(MainKey), needsTables: false, needsBlobs: true, faults);
        return (Read(ledger, needsTables: true, needsBlobs: false, faults), blobs);
    }

    private static StorageConnection? Read(IConfigurationSection section, bool needsTables, bool needsBlobs, ICollection<string> faults)
    {
        var setting = section.Path.Replace(":", "__", StringComparison.Ordinal);
        var hasText = !string.IsNullOrWhiteSpace(section.Value);
        if (hasText && HasIdentity(section))
        {
            faults.Add($"{setting} is set, and so is its identity form ({setting}__…); use one of them.");
            return null;
        }

        if (HasIdentity(section))
        {
            return ReadIdentity(section, setting, needsTables, needsBlobs, faults);
        }

        try
        {
            return StorageConnection.Parse(hasText ? section.Value! : Default);
        }
        catch (FormatException exception)
        {
            faults.Add($"{setting} is {exception.Message}");
            return null;
        }
    }

    private static bool HasIdentity(IConfigurationSection section) => section.GetChildren().Any();

    private static StorageConnection? ReadIdentity(
        IConfigurationSection section, string setting, bool needsTables, bool needsBlobs, ICollection<string> faults)
    {
        var before = faults.Count;
        var account = section["accountName"];
        if (account is not null && !AccountName().IsMatch(account))
        {
            faults.Add($"{setting}__accountName is '{account}'; an account has 3 to 24 lower-case letters and digits.");
        }

        var tables = ReadEndpoint(section, setting, "table", account, needsTables, faults);
        var blobs = ReadEndpoint(section, setting, "blob", account, needsBlobs, faults);
        var credential = ReadCredential(section, setting, faults);
        return faults.Count == before ? StorageConnection.WithIdentity(tables, blobs, credential!) : null;
    }

    private static Uri? ReadEndpoint(
        IConfigurationSection section, string setting, string service, string? account, bool isNeeded, ICollection<string> faults)
    {
        var text = section[service + "ServiceUri"];
        if (text is null && account is not null)
        {
            text = $"https://{account}.{service}.core.windows.net";
        }

        if (text is null)
        {
            if (isNeeded)
            {
                faults.Add($"{setting}__accountName or {setting}__{service}ServiceUri is missing.");
            }

            return null;
        }

        // Over plain HTTP the identity's token could be read on the way.
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)
        {
            return uri;
        }

        faults.Add($"{setting}__{service}ServiceUri is not an https address, such as https://ACCOUNT.{service}.core.windows.net.");
        return null;
    }

    private static TokenCredential? ReadCredential(IConfigurationSection section, string setting, ICollection<string> faults)
    {
        var clientId = section["clientId"];
        switch (section["credential"]?.ToLowerInvariant())
        {
            case null or "":
                return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
            case "managedidentity":
                return new ManagedIdentityCredential(
                    string.IsNullOrEmpty(clientId) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
            case var other:
                faults.Add($"{setting}__credential is '{other}'; use managedidentity or leave it out.");
                return null;
        }
    }

    [GeneratedRegex("^[a-z0-9]{3,24}$")]
    private static partial Regex AccountName();
}
