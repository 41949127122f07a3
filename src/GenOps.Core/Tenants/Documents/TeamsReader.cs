using System.Globalization;
using System.Text.Json;

namespace GenOps.Core.Tenants.Documents;

/// <summary>Reads the declared teams and projects of a document.</summary>
internal static class TeamsReader
{
    private static readonly string[] TeamFields = ["daily_limit_usd", "monthly_limit_usd", "projects"];
    private static readonly string[] ProjectFields = ["daily_limit_usd", "monthly_limit_usd"];

    public static IReadOnlyDictionary<string, TeamRules> Read(ObjectReader document)
    {
        var teams = new Dictionary<string, TeamRules>(StringComparer.Ordinal);
        if (document.Find("teams") is not { } element)
        {
            return teams;
        }

        foreach (var (name, value, path) in Scopes(element, document.PathOf("teams"), document.Faults))
        {
            var reader = new ObjectReader(value, path, document.Faults, TeamFields);
            teams.Add(name, new TeamRules
            {
                DailyLimitNanoUsd = reader.Usd("daily_limit_usd"),
                MonthlyLimitNanoUsd = reader.Usd("monthly_limit_usd"),
                Projects = ReadProjects(reader),
            });
        }

        var count = teams.Count + teams.Values.Sum(team => team.Projects.Count);
        if (count > DocumentLimits.MaxScopes)
        {
            document.Faults.Add(
                document.PathOf("teams"),
                string.Create(CultureInfo.InvariantCulture, $"These are {count} teams and projects; a tenant may declare {DocumentLimits.MaxScopes}."));
        }

        return teams;
    }

    private static Dictionary<string, ProjectRules> ReadProjects(ObjectReader team)
    {
        var projects = new Dictionary<string, ProjectRules>(StringComparer.Ordinal);
        if (team.Find("projects") is not { } element)
        {
            return projects;
        }

        foreach (var (name, value, path) in Scopes(element, team.PathOf("projects"), team.Faults))
        {
            var reader = new ObjectReader(value, path, team.Faults, ProjectFields);
            projects.Add(name, new ProjectRules
            {
                DailyLimitNanoUsd = reader.Usd("daily_limit_usd"),
                MonthlyLimitNanoUsd = reader.Usd("monthly_limit_usd"),
            });
        }

        return projects;
    }

    private static IEnumerable<(string Name, JsonElement Value, string Path)> Scopes(JsonElement element, string path, FaultList faults)
    {
        foreach (var (name, value) in ObjectReader.MembersOf(element, path, faults))
        {
            var memberPath = JsonPath.Member(path, name);
            if (!ScopeName.IsValid(name))
            {
                faults.Add(memberPath, $"A name must be {ScopeName.Description}.");
            }

            yield return (name, value, memberPath);
        }
    }
}
