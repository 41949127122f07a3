using GenOps.Core.Accounts;
using GenOps.Core.Budgets;

namespace GenOps.Core.Tenants;

/// <summary>Makes the next head and limits rows of an account out of the present ones. Both are written in one transaction.</summary>
public static class LimitsChange
{
    /// <summary>
    /// How far ahead a new scope's day lies: a declaration shortly before midnight may be committed after it, by storage's clock or an owner's.
    /// A day that is too late is harmless, since it only makes one more window start from its roll-ups.
    /// </summary>
    private static readonly TimeSpan DayMargin = TimeSpan.FromMinutes(10);

    /// <summary>The document in force from now on. What was spent stays; a scope that is new starts from the roll-ups.</summary>
    public static (HeadRow Head, LimitsRow Limits) Put(HeadRow? head, LimitsRow? limits, TenantDocument document, DateTimeOffset now)
    {
        var version = NextVersion(head, limits);
        var paths = PathsOf(document);
        var known = (limits?.Scopes ?? []).ToDictionary(scope => scope.Path, StringComparer.Ordinal);
        var isSame = limits is not null && known.Count == paths.Count && paths.TrueForAll(known.ContainsKey);
        var scopesVersion = isSame ? limits!.ScopesVersion : (limits?.ScopesVersion ?? 0) + 1;
        var day = DateOnly.FromDateTime((now + DayMargin).UtcDateTime);
        var scopes = isSame ? limits!.Scopes : [.. paths.Select(path => known.GetValueOrDefault(path) ?? new DeclaredScope(path, scopesVersion, day))];
        return (
            new HeadRow(version, head?.Recall ?? 0),
            new LimitsRow { Version = version, ScopesVersion = scopesVersion, Scopes = scopes, Document = document });
    }

    /// <summary>The tenant is gone from now on; its books stay.</summary>
    public static (HeadRow Head, LimitsRow Limits) Delete(HeadRow? head, LimitsRow limits)
    {
        var version = NextVersion(head, limits);
        return (new HeadRow(version, head?.Recall ?? 0), limits with { Version = version, Deleted = true });
    }

    private static long NextVersion(HeadRow? head, LimitsRow? limits) => Math.Max(head?.LimitsVersion ?? 0, limits?.Version ?? 0) + 1;

    private static List<string> PathsOf(TenantDocument document) =>
    [
        .. document.Teams.OrderBy(team => team.Key, StringComparer.Ordinal).SelectMany(team => team.Value.Projects.Keys
            .Order(StringComparer.Ordinal)
            .Select(project => BudgetPath.Of(team.Key, project))
            .Prepend(team.Key)),
    ];
}
