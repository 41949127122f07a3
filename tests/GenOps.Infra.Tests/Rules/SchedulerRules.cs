using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>The Durable Task Scheduler, exactly when it is chosen.</summary>
internal static class SchedulerRules
{
    public static IEnumerable<string> Check(Snapshot snapshot, DeploymentOptions options)
    {
        if (!options.UsesScheduler)
        {
            return snapshot.Resources.Where(resource => resource.Type.StartsWith("Microsoft.DurableTask/", StringComparison.Ordinal))
                .Select(resource => $"{resource.Id} was not asked for");
        }

        var scheduler = snapshot.Single(Types.Scheduler);
        var capacity = options.Scheduler == "Dedicated" ? (options.ZoneRedundant ? "3" : "1") : null;
        var mayCall = string.Join(',', scheduler.Items("properties.ipAllowlist"));
        return scheduler.Differences(
                ("properties.sku.name", options.Scheduler),
                ("properties.sku.capacity", capacity),
                ("properties.publicNetworkAccess", options.PrivateNetwork ? "Disabled" : "Enabled"))
            .Concat(snapshot.Single(Types.TaskHub).Differences(("name", $"{scheduler.Name}/GenOps")))
            .Concat(mayCall == (options.PrivateNetwork ? "" : "0.0.0.0/0") ? [] : [$"callers from {mayCall} are let in"]);
    }
}
