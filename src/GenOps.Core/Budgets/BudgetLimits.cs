using GenOps.Core.Accounts;
using GenOps.Core.Tenants;

namespace GenOps.Core.Budgets;

/// <summary>The limits in force, prepared for look-up by path. Immutable.</summary>
public sealed class BudgetLimits
{
    // Most tenants declare no team, and there are many tenants.
    private static readonly Dictionary<string, TeamPaths> NoTeams = new(StringComparer.Ordinal);

    private readonly Dictionary<string, ScopeLimits> _scopes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TeamPaths> _teams;

    /// <summary>Prepares the limits of a document.</summary>
    public BudgetLimits(LimitsRow row)
    {
        Row = row;
        var declared = row.Scopes.ToDictionary(scope => scope.Path, StringComparer.Ordinal);
        var document = row.Document;
        _teams = document.Teams.Count == 0 ? NoTeams : new(StringComparer.Ordinal);
        Add(BudgetPath.Tenant, document.DailyLimitNanoUsd, document.MonthlyLimitNanoUsd, declared);
        foreach (var (team, rules) in document.Teams)
        {
            Add(team, rules.DailyLimitNanoUsd, rules.MonthlyLimitNanoUsd, declared);
            var projects = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (project, limits) in rules.Projects)
            {
                var path = BudgetPath.Of(team, project);
                projects.Add(project, path);
                Add(path, limits.DailyLimitNanoUsd, limits.MonthlyLimitNanoUsd, declared);
            }

            _teams.Add(team, new TeamPaths(team, projects));
        }
    }

    /// <summary>The row the limits come from.</summary>
    public LimitsRow Row { get; }

    /// <summary>Version of the document.</summary>
    public long Version => Row.Version;

    /// <summary>Version of the set of declared scopes.</summary>
    public long ScopesVersion => Row.ScopesVersion;

    /// <summary>Under the advisory policy a grant may pass a limit; it is held, charged and warned of all the same.</summary>
    public bool MayExceed => Row.Document.Policy is PolicyMode.Advisory;

    /// <summary>All declared scopes, the tenant first.</summary>
    public IEnumerable<ScopeLimits> Scopes => _scopes.Values;

    /// <summary>The deepest declared path of a call; undeclared names are attribution only.</summary>
    public string PathOf(string? team, string? project)
    {
        if (team is null || !_teams.TryGetValue(team, out var paths))
        {
            return BudgetPath.Tenant;
        }

        return project is not null && paths.Projects.TryGetValue(project, out var path) ? path : paths.Team;
    }

    /// <summary>The limits of a scope; null when it is not declared (any more).</summary>
    public ScopeLimits? Find(string path) => _scopes.GetValueOrDefault(path);

    private void Add(string path, long? daily, long? monthly, Dictionary<string, DeclaredScope> declared)
    {
        var scope = declared.GetValueOrDefault(path);
        _scopes.Add(path, new ScopeLimits(path, daily, monthly, scope?.ScopesVersion ?? 1, scope?.Day ?? DateOnly.MinValue));
    }

    private sealed record TeamPaths(string Team, Dictionary<string, string> Projects);
}
