using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>A vault by roles, whose secrets can't be purged by accident or malice.</summary>
internal static class VaultRules
{
    public static IEnumerable<string> Check(Snapshot snapshot, DeploymentOptions options)
    {
        var vault = snapshot.Single(Types.Vault);
        var faults = vault.Differences(
            ("properties.enableRbacAuthorization", "true"),
            ("properties.enableSoftDelete", "true"),
            ("properties.softDeleteRetentionInDays", "90"),
            ("properties.enablePurgeProtection", "true"),
            ("properties.accessPolicies", null),
            ("properties.publicNetworkAccess", options.PrivateVault ? "Disabled" : "Enabled"),
            ("properties.networkAcls.defaultAction", options.PrivateVault ? "Deny" : "Allow"));
        foreach (var fault in faults)
        {
            yield return fault;
        }

        var secrets = snapshot.OfType(Types.Secret).Select(secret => secret.Name.Split('/')[1]).Order(StringComparer.Ordinal);
        if (!secrets.SequenceEqual(["genops-admin-key", "together-api-key"]))
        {
            yield return $"the vault's secrets are {string.Join(", ", secrets)}";
        }
    }
}
