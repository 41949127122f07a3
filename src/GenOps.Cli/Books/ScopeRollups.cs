using GenOps.Core.Budgets;
using GenOps.Core.Ledger;

namespace GenOps.Cli.Books;

/// <summary>Which roll-ups belong to a scope: those attributed to its team and project, whether or not it was declared when they were charged.</summary>
internal static class ScopeRollups
{
    public static bool Contains(string path, RollupKey rollup)
    {
        var scope = Attribution.OfPath(path);
        return path.Length == 0 || (rollup.Team == scope.Team && (scope.Project is null || rollup.Project == scope.Project));
    }

    public static long Sum(string path, IReadOnlyDictionary<RollupKey, long> sums)
    {
        var total = 0L;
        foreach (var (rollup, nanoUsd) in sums)
        {
            total = checked(total + (Contains(path, rollup) ? nanoUsd : 0));
        }

        return total;
    }

    /// <summary>A roll-up for people: <c>team=search, model=m</c>, or <c>no attribution</c>.</summary>
    public static string Describe(RollupKey rollup)
    {
        (string Name, string? Value)[] parts =
        [
            ("team", rollup.Team), ("project", rollup.Project), ("model", rollup.Model), ("customer", rollup.Customer),
            ("cost_center", rollup.CostCenter), ("environment", rollup.Environment), ("feature", rollup.Feature),
        ];
        var known = parts.Where(static part => part.Value is not null).Select(static part => $"{part.Name}={part.Value}");
        return string.Join(", ", known.DefaultIfEmpty("no attribution"));
    }

    /// <summary>The path that a roll-up would be charged to if its names were declared.</summary>
    public static string PathOf(RollupKey rollup) => rollup.Team is not { } team ? BudgetPath.Tenant
        : rollup.Project is { } project ? BudgetPath.Of(team, project)
        : team;

}
