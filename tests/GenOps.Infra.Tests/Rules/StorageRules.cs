using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>Storage that only identities can use, closed to the public when there is a private network.</summary>
internal static class StorageRules
{
    public static IEnumerable<string> Check(Snapshot snapshot, DeploymentOptions options)
    {
        var accounts = snapshot.OfType(Types.StorageAccount).ToList();
        var expected = options.LedgerAccount ? 2 : 1;
        if (accounts.Count != expected)
        {
            yield return $"{accounts.Count} storage accounts, not {expected}";
        }

        var faults = accounts.SelectMany(account => account.Differences(
            ("sku.name", options.ZoneRedundant ? "Standard_ZRS" : "Standard_LRS"),
            ("properties.allowSharedKeyAccess", "false"),
            ("properties.allowBlobPublicAccess", "false"),
            ("properties.allowCrossTenantReplication", "false"),
            ("properties.isLocalUserEnabled", "false"),
            ("properties.minimumTlsVersion", "TLS1_2"),
            ("properties.supportsHttpsTrafficOnly", "true"),
            ("properties.publicNetworkAccess", options.PrivateNetwork ? "Disabled" : "Enabled"),
            ("properties.networkAcls.defaultAction", options.PrivateNetwork ? "Deny" : "Allow"),
            ("properties.networkAcls.bypass", "None")))
            .Concat(snapshot.OfType(Types.BlobContainer).SelectMany(container => container.Differences(
                ("properties.publicAccess", "None"))));
        foreach (var fault in faults)
        {
            yield return fault;
        }
    }
}
