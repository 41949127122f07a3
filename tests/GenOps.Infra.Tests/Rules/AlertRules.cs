using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>Every alert is there, is on, looks at the right place and tells somebody.</summary>
internal static class AlertRules
{
    private static readonly string[] Queries = ["budget-utilization", "failures", "ledger-unavailable", "webhook-dead-letters"];

    public static IEnumerable<string> Check(Snapshot snapshot, DeploymentOptions options)
    {
        var group = snapshot.Single(Types.ActionGroup);
        var rules = snapshot.OfType(Types.QueryRule).ToList();
        var metrics = snapshot.OfType(Types.MetricAlert).ToList();
        var faults = rules.SelectMany(rule => QueryFaults(snapshot, group, rule))
            .Concat(metrics.SelectMany(rule => rule.Differences(("properties.enabled", "true"))))
            .Concat(metrics.Where(rule => rule.Items("properties.actions").SingleOrDefault()?["actionGroupId"]?.ToString() != group.Id)
                .Select(rule => $"{rule.Name} tells nobody"));
        foreach (var fault in faults)
        {
            yield return fault;
        }

        var names = rules.Select(rule => rule.Name[(options.Name.Length + 1)..]).Order(StringComparer.Ordinal);
        if (!names.SequenceEqual(Queries))
        {
            yield return $"the query alerts are {string.Join(", ", names)}";
        }

        var unwatched = snapshot.OfType(Types.StorageAccount)
            .Where(account => !metrics.Exists(rule => Watches(rule, account)));
        foreach (var account in unwatched)
        {
            yield return $"throttling of {account.Name} is not watched";
        }

        if (!group.Items("properties.emailReceivers").Any(receiver => receiver["emailAddress"]!.ToString() == "oncall@example.com"))
        {
            yield return "nobody is mailed";
        }
    }

    private static IEnumerable<string> QueryFaults(Snapshot snapshot, Resource group, Resource rule)
    {
        var criterion = rule.Items("properties.criteria.allOf").Single();
        var key = rule.Name[(rule.Name.IndexOf('-', StringComparison.Ordinal) + 1)..];
        foreach (var fault in rule.Differences(("properties.enabled", "true"), ("kind", "LogAlert")))
        {
            yield return fault;
        }

        if (rule.Items("properties.scopes").Single().ToString() != snapshot.Single(Types.Workspace).Id)
        {
            yield return $"{rule.Name} looks elsewhere";
        }

        if (rule.Items("properties.actions.actionGroups").SingleOrDefault()?.ToString() != group.Id)
        {
            yield return $"{rule.Name} tells nobody";
        }

        if (criterion["query"]!.ToString() != Repository.Read($"infra/queries/{key}.kql"))
        {
            yield return $"{rule.Name} does not run {key}.kql";
        }
    }

    private static bool Watches(Resource rule, Resource account)
    {
        var criterion = rule.Items("properties.criteria.allOf").Single();
        var values = criterion["dimensions"]!.AsArray().Single()!["values"]!.AsArray().Select(value => value!.ToString());
        return rule.Items("properties.scopes").Single().ToString() == account.Id
            && criterion["metricName"]!.ToString() == "Transactions"
            && values.Contains("ServerBusyError") && values.Contains("ClientThrottlingError");
    }
}
