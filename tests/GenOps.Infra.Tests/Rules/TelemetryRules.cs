using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>Telemetry without keys, and an audit trail of the vault and of every storage service in use.</summary>
internal static class TelemetryRules
{
    public static IEnumerable<string> Check(Snapshot snapshot, DeploymentOptions options)
    {
        var workspace = snapshot.Single(Types.Workspace);
        var insights = snapshot.Single(Types.Insights);
        var diagnostics = snapshot.OfType(Types.Diagnostics).ToList();
        var faults = workspace.Differences(("properties.features.disableLocalAuth", "true"))
            .Concat(insights.Differences(
                ("properties.DisableLocalAuth", "true"),
                ("properties.WorkspaceResourceId", workspace.Id)))
            .Concat(diagnostics.SelectMany(setting => setting.Differences(("properties.workspaceId", workspace.Id))))
            .Concat(snapshot.Single(Types.Workbook).Differences(
                ("properties.sourceId", workspace.Id),
                ("properties.serializedData", Repository.Read("infra/workbook.json"))));
        foreach (var fault in faults)
        {
            yield return fault;
        }

        var services = snapshot.Resources.Where(resource => resource.Type is Types.Vault
            or "Microsoft.Storage/storageAccounts/blobServices"
            or "Microsoft.Storage/storageAccounts/queueServices"
            or "Microsoft.Storage/storageAccounts/tableServices");
        foreach (var service in services.Where(service => !diagnostics.Exists(setting => setting.Target == service.Id && Logs(setting))))
        {
            yield return $"{service.Type} {service.Name} has no diagnostic setting";
        }
    }

    private static bool Logs(Resource setting) => setting.Items("properties.logs").Any(log => log["enabled"]!.GetValue<bool>());
}
