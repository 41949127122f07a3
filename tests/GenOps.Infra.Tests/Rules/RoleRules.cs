using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>Exactly these roles, each at one resource and for the app's identity alone.</summary>
internal static class RoleRules
{
    private const string BlobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    private const string QueueDataContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string TableDataContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
    private const string MetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";
    private const string SecretsUser = "4633458b-17de-408a-874b-0445c86b69e6";
    private const string DurableTaskDataContributor = "0ad04412-c4d5-4796-b79c-f76d14c8d402";

    public static IEnumerable<string> Check(Snapshot snapshot, DeploymentOptions options)
    {
        var assignments = snapshot.OfType(Types.RoleAssignment).ToList();
        var actual = assignments
            .Select(assignment => $"{assignment.Text("properties.roleDefinitionId")!.Split('/')[^1]} at {assignment.Target}")
            .ToList();
        var expected = Expected(snapshot, options).Select(role => $"{role.Role} at {role.Resource.Id}").ToList();
        foreach (var missing in expected.Except(actual))
        {
            yield return $"missing: {missing}";
        }

        foreach (var extra in actual.Except(expected))
        {
            yield return $"not needed: {extra}";
        }

        var principal = $"{snapshot.Single(Types.Identity).Id}', '2024-11-30').principalId]";
        foreach (var assignment in assignments.Where(assignment =>
            !assignment.Text("properties.principalId")!.EndsWith(principal, StringComparison.Ordinal)
            || assignment.Text("properties.principalType") != "ServicePrincipal"))
        {
            yield return $"{assignment.Id} is for someone else: {assignment.Text("properties.principalId")}";
        }
    }

    private static IEnumerable<(string Role, Resource Resource)> Expected(Snapshot snapshot, DeploymentOptions options)
    {
        var accounts = snapshot.OfType(Types.StorageAccount).ToList();
        yield return (BlobDataOwner, accounts[0]);
        yield return (QueueDataContributor, accounts[0]);
        yield return (TableDataContributor, accounts[0]);
        yield return (MetricsPublisher, snapshot.Single(Types.Insights));
        yield return (SecretsUser, snapshot.Single(Types.Vault));
        if (options.LedgerAccount)
        {
            yield return (TableDataContributor, accounts[^1]);
        }

        if (options.UsesScheduler)
        {
            yield return (DurableTaskDataContributor, snapshot.Single(Types.Scheduler));
        }
    }
}
