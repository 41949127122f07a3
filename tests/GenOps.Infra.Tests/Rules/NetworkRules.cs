using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>With a private network: an endpoint and a DNS zone for every service in use, and the app's traffic through it. Without: nothing.</summary>
internal static class NetworkRules
{
    private static readonly Dictionary<string, string> Zones = new()
    {
        ["blob"] = "privatelink.blob.core.windows.net",
        ["queue"] = "privatelink.queue.core.windows.net",
        ["table"] = "privatelink.table.core.windows.net",
        ["vault"] = "privatelink.vaultcore.azure.net",
        ["scheduler"] = "privatelink.durabletask.io",
    };

    public static IEnumerable<string> Check(Snapshot snapshot, DeploymentOptions options)
    {
        var app = snapshot.Single(Types.Site);
        if (!options.PrivateNetwork)
        {
            return snapshot.Resources.Where(resource => resource.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal))
                .Select(resource => $"{resource.Id} was not asked for")
                .Concat(app.Differences(("properties.virtualNetworkSubnetId", null)));
        }

        return Subnets(snapshot, app).Concat(Endpoints(snapshot, options)).Concat(Dns(snapshot, options));
    }

    private static IEnumerable<string> Subnets(Snapshot snapshot, Resource app)
    {
        var subnets = snapshot.OfType(Types.Subnet).ToDictionary(subnet => subnet.Name.Split('/')[1]);
        var ranges = subnets.Values.Select(subnet => subnet.Text("properties.addressPrefix")).ToList();
        if (subnets.Count != 2 || ranges.Distinct().Count() != 2)
        {
            yield return $"the subnets are {string.Join(", ", ranges)}";
        }

        var delegation = subnets["app"].Items("properties.delegations").SingleOrDefault();
        if (delegation?["properties"]?["serviceName"]?.ToString() != "Microsoft.App/environments")
        {
            yield return "the app's subnet is not delegated to Microsoft.App/environments";
        }

        foreach (var fault in app.Differences(("properties.virtualNetworkSubnetId", subnets["app"].Id)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Endpoints(Snapshot snapshot, DeploymentOptions options)
    {
        var subnetId = snapshot.OfType(Types.Subnet).Single(subnet => subnet.Name.EndsWith("/endpoints", StringComparison.Ordinal)).Id;
        var endpoints = snapshot.OfType(Types.PrivateEndpoint).ToList();
        var actual = endpoints.Select(endpoint =>
        {
            var connection = endpoint.Items("properties.privateLinkServiceConnections").Single()["properties"]!;
            return $"{connection["groupIds"]![0]} of {connection["privateLinkServiceId"]}";
        }).ToList();
        var accounts = snapshot.OfType(Types.StorageAccount).Select(account => account.Id).ToList();
        List<string> expected = [.. new[] { "blob", "queue", "table" }.Select(service => $"{service} of {accounts[0]}")];
        expected.AddRange(accounts.Skip(1).Select(account => $"table of {account}"));
        expected.Add($"vault of {snapshot.Single(Types.Vault).Id}");
        expected.AddRange(snapshot.OfType(Types.Scheduler).Select(scheduler => $"scheduler of {scheduler.Id}"));
        return expected.Except(actual).Select(missing => $"no private endpoint for {missing}")
            .Concat(actual.Except(expected).Select(extra => $"a private endpoint too many: {extra}"))
            .Concat(endpoints.SelectMany(endpoint => endpoint.Differences(("properties.subnet.id", subnetId))));
    }

    private static IEnumerable<string> Dns(Snapshot snapshot, DeploymentOptions options)
    {
        var zones = snapshot.OfType(Types.DnsZone).Select(zone => zone.Name).ToList();
        var linked = snapshot.OfType(Types.DnsLink)
            .Where(link => link.Text("properties.virtualNetwork.id") == snapshot.Single(Types.Network).Id)
            .Select(link => link.Name.Split('/')[0]);
        var expected = Zones.Where(zone => zone.Key != "scheduler" || options.UsesScheduler).Select(zone => zone.Value).ToList();
        var unlinked = expected.Except(linked).Select(zone => $"{zone} is not linked to the network");
        var wrong = zones.Except(expected).Concat(expected.Except(zones)).Select(zone => $"DNS zone {zone} is missing or too many");
        var misdirected =
            from zoneGroup in snapshot.OfType(Types.DnsZoneGroup)
            let entry = zoneGroup.Items("properties.privateDnsZoneConfigs").Single()
            let service = entry["name"]!.ToString()
            let zone = entry["properties"]!["privateDnsZoneId"]!.ToString().Split('/')[^1]
            where zone != Zones[service]
            select $"the endpoint for {service} is registered in {zone}";
        var groups = snapshot.OfType(Types.DnsZoneGroup).Count();
        var endpoints = snapshot.OfType(Types.PrivateEndpoint).Count();
        return unlinked.Concat(wrong).Concat(misdirected)
            .Concat(groups == endpoints ? [] : [$"{endpoints} endpoints but {groups} registrations in DNS"]);
    }
}
