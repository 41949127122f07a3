namespace GenOps.Core.Budgets;

/// <summary>
/// A scope's path: empty for the tenant, <c>search</c> for a team, <c>search.ranker</c> for a project. Names contain no dot, so a path reads one way only.
/// </summary>
public static class BudgetPath
{
    /// <summary>The tenant itself.</summary>
    public const string Tenant = "";

    /// <summary>The path of a project within a team.</summary>
    public static string Of(string team, string project) => $"{team}.{project}";

    /// <summary>Whether <paramref name="path"/> is <paramref name="ancestor"/> or lies below it.</summary>
    public static bool IsWithin(string path, string ancestor) =>
        ancestor.Length == 0
        || (path.StartsWith(ancestor, StringComparison.Ordinal) && (path.Length == ancestor.Length || path[ancestor.Length] == '.'));

    /// <summary>The path's scopes from the tenant down to the path itself.</summary>
    public static IReadOnlyList<string> Chain(string path)
    {
        if (path.Length == 0)
        {
            return [Tenant];
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? [Tenant, path] : [Tenant, path[..dot], path];
    }

    /// <summary>The scope's name as answers show it: <c>tenant</c>, <c>team:search</c>, <c>project:search/ranker</c>.</summary>
    public static string Display(string path)
    {
        if (path.Length == 0)
        {
            return "tenant";
        }

        return path.Contains('.', StringComparison.Ordinal) ? "project:" + path.Replace('.', '/') : "team:" + path;
    }
}
