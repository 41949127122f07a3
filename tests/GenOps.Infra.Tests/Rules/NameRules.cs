using System.Text.RegularExpressions;
using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests.Rules;

/// <summary>Names as the services take them, and no resource twice.</summary>
internal static class NameRules
{
    private static readonly Dictionary<string, Regex> Patterns = new()
    {
        [Types.StorageAccount] = new("^[a-z0-9]{3,24}$"),
        [Types.Vault] = new("^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$"),
        [Types.Site] = new("^[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$"),
        [Types.Plan] = new("^[a-zA-Z0-9-]{1,60}$"),
        [Types.Identity] = new("^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$"),
        [Types.Workspace] = new("^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$"),
        [Types.Insights] = new("^[a-zA-Z0-9._()-]{1,260}$"),
        [Types.Scheduler] = new("^[a-zA-Z0-9-]{3,64}$"),
        [Types.PrivateEndpoint] = new("^[a-zA-Z0-9][a-zA-Z0-9._-]{0,78}[a-zA-Z0-9_]$"),
        [Types.Workbook] = new("^[0-9a-f-]{36}$"),
    };

    public static IEnumerable<string> Check(Snapshot snapshot, DeploymentOptions options) =>
        snapshot.Resources.GroupBy(resource => resource.Id, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} is there {group.Count()} times")
            .Concat(snapshot.Resources
                .Where(resource => Patterns.TryGetValue(resource.Type, out var pattern) && !pattern.IsMatch(resource.Name))
                .Select(resource => $"{resource.Name} is no name for a {resource.Type}"))
            .Concat(snapshot.OfType(Types.ActionGroup).Where(group => group.Text("properties.groupShortName")!.Length is < 1 or > 12)
                .Select(group => $"{group.Name}: the short name has more than 12 characters"));
}
