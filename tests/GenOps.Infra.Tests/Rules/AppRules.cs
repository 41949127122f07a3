using System.Globalization;
using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>The Flex Consumption app: its plan, identity, deployment source, scale and closed side doors.</summary>
internal static class AppRules
{
    public static IEnumerable<string> Check(Snapshot snapshot, DeploymentOptions options)
    {
        var identity = snapshot.Single(Types.Identity);
        var plan = snapshot.Single(Types.Plan);
        var app = snapshot.Single(Types.Site);
        var policies = snapshot.OfType(Types.PublishingPolicy).ToList();
        const string Config = "properties.functionAppConfig";

        var faults = plan.Differences(
            ("sku.name", "FC1"),
            ("sku.tier", "FlexConsumption"),
            ("properties.reserved", "true"),
            ("properties.zoneRedundant", options.ZoneRedundant ? "true" : "false"))
            .Concat(app.Differences(
                ("kind", "functionapp,linux"),
                ("identity.type", "UserAssigned"),
                ("properties.serverFarmId", plan.Id),
                ("properties.httpsOnly", "true"),
                ("properties.siteConfig.minTlsVersion", "1.2"),
                ("properties.keyVaultReferenceIdentity", identity.Id),
                ($"{Config}.runtime.name", "dotnet-isolated"),
                ($"{Config}.runtime.version", "10.0"),
                ($"{Config}.deployment.storage.type", "blobContainer"),
                ($"{Config}.deployment.storage.authentication.type", "UserAssignedIdentity"),
                ($"{Config}.deployment.storage.authentication.userAssignedIdentityResourceId", identity.Id)))
            .Concat(policies.SelectMany(policy => policy.Differences(("properties.allow", "false"))))
            .Concat(DeploymentContainer(snapshot, app))
            .Concat(AlwaysReady(app, options));
        foreach (var fault in faults)
        {
            yield return fault;
        }

        if (app.Node("identity.userAssignedIdentities")?[identity.Id] is null)
        {
            yield return "the app does not run as the identity";
        }

        if (!policies.Select(policy => policy.Name.Split('/')[1]).Order(StringComparer.Ordinal).SequenceEqual(["ftp", "scm"]))
        {
            yield return "basic authentication is not switched off for both ftp and scm";
        }
    }

    private static IEnumerable<string> DeploymentContainer(Snapshot snapshot, Resource app)
    {
        var containers = snapshot.OfType(Types.BlobContainer).Select(container => container.Name.Split('/')[^1]);
        var source = app.Text("properties.functionAppConfig.deployment.storage.value") ?? "";
        if (!containers.Any(container => source.Contains($"'{container}'", StringComparison.Ordinal)))
        {
            yield return $"the deployment source {source} names no container of the template";
        }
    }

    private static IEnumerable<string> AlwaysReady(Resource app, DeploymentOptions options)
    {
        var least = options.ZoneRedundant ? 2 : 1;
        var expected = new[] { ("durable", options.AlwaysReadyDurable), ("http", options.AlwaysReadyHttp) }
            .Where(group => group.Item2 > 0)
            .Select(group => (Name: group.Item1, Count: Math.Max(group.Item2, least).ToString(CultureInfo.InvariantCulture)));
        var actual = app.Items("properties.functionAppConfig.scaleAndConcurrency.alwaysReady")
            .Select(group => (Name: group["name"]!.ToString(), Count: group["instanceCount"]!.ToString()))
            .OrderBy(group => group.Name, StringComparer.Ordinal);
        if (!actual.SequenceEqual(expected))
        {
            yield return $"always ready are {string.Join(", ", actual)}, not {string.Join(", ", expected)}";
        }
    }
}
