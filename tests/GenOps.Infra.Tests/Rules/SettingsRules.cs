using System.Globalization;
using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>Exactly the settings that the app needs, with identities for credentials and references for secrets.</summary>
internal static class SettingsRules
{
    /// <summary>Settings that Flex Consumption sets itself, or that would bring a key back.</summary>
    private static readonly string[] Forbidden =
    [
        "AzureWebJobsStorage", "AzureWebJobsDashboard", "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION",
        "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_CONTENTSHARE", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "SCM_DO_BUILD_DURING_DEPLOYMENT", "ENABLE_ORYX_BUILD",
        "APPINSIGHTS_INSTRUMENTATIONKEY",
    ];

    /// <summary>A file of the largest size that the app takes, and the form around it.</summary>
    private const long LargestBodyBytes = (200L * 1024 * 1024) + (1024 * 1024);

    private static readonly string[] KeyFragments =
        ["AccountKey=", "SharedAccessSignature", "InstrumentationKey=", "listKeys", "sig=", "Password="];

    public static IEnumerable<string> Check(Snapshot snapshot, DeploymentOptions options)
    {
        var settings = snapshot.Single(Types.SiteConfig).Node("properties")!.AsObject();
        var expected = Expected(snapshot, options).ToDictionary();

        foreach (var name in expected.Keys.Except(settings.Select(setting => setting.Key)))
        {
            yield return $"{name} is missing";
        }

        foreach (var (name, node) in settings)
        {
            var value = node!.ToString();
            if (!expected.TryGetValue(name, out var accepts))
            {
                yield return $"{name} is not a setting of this choice of options";
            }
            else if (!accepts(value))
            {
                yield return $"{name} has the value {value}";
            }

            if (Forbidden.Contains(name, StringComparer.OrdinalIgnoreCase) || KeyFragments.Any(value.Contains))
            {
                yield return $"{name} must not be set, or not to a key";
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, Func<string, bool>>> Expected(Snapshot snapshot, DeploymentOptions options)
    {
        var accounts = snapshot.OfType(Types.StorageAccount).Select(account => account.Name).ToList();
        yield return new("AzureWebJobsStorage__accountName", value => value == accounts[0]);
        yield return new("AzureWebJobsStorage__credential", value => value == "managedidentity");
        yield return new("AzureWebJobsStorage__clientId", IsClientId);
        yield return new("APPLICATIONINSIGHTS_CONNECTION_STRING", value => value.EndsWith(".ConnectionString]", StringComparison.Ordinal));
        yield return new("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", value =>
            value.StartsWith("[format('ClientId={0};Authorization=AAD', ", StringComparison.Ordinal)
            && IsClientId(value.TrimEnd(')', ']') + "]"));
        yield return new("AZURE_CLIENT_ID", IsClientId);
        yield return new("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", value => value == LargestBodyBytes.ToString(CultureInfo.InvariantCulture));
        yield return new("TOGETHER_BASE_URL", value => value == "https://api.together.xyz/v1");
        yield return new("TOGETHER_API_KEY", value => IsVaultReference(snapshot, value, "together-api-key"));
        yield return new("GENOPS_ADMIN_KEY", value => IsVaultReference(snapshot, value, "genops-admin-key"));
        yield return new("GenOps__AdmissionWait", value => value == "00:00:02");
        yield return new("GenOps__AZURE_CLIENT_ID", value => !IsClientId(value));
        if (options.LedgerAccount)
        {
            yield return new("GenOps__LedgerStorage__accountName", value => value == accounts[1]);
            yield return new("GenOps__LedgerStorage__credential", value => value == "managedidentity");
            yield return new("GenOps__LedgerStorage__clientId", IsClientId);
        }

        if (options.UsesScheduler)
        {
            yield return new("DURABLE_TASK_SCHEDULER_CONNECTION_STRING", value =>
                value.StartsWith("[format('Endpoint={0};Authentication=ManagedIdentity;ClientID={1}', ", StringComparison.Ordinal)
                && value.Contains(".endpoint", StringComparison.Ordinal) && IsClientId(value.TrimEnd(')', ']') + "]"));
        }
    }

    private static bool IsClientId(string value) => value.EndsWith(".clientId]", StringComparison.Ordinal);

    private static bool IsVaultReference(Snapshot snapshot, string value, string secret) =>
        value == $"@Microsoft.KeyVault(SecretUri=https://{snapshot.Single(Types.Vault).Name}.vault.azure.net/secrets/{secret})";
}
