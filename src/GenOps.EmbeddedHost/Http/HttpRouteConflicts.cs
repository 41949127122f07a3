using GenOps.EmbeddedHost.Discovery;

namespace GenOps.EmbeddedHost.Http;

/// <summary>Finds functions that could not be told apart by a request.</summary>
internal static class HttpRouteConflicts
{
    internal static IEnumerable<string> Find(IReadOnlyList<HttpRoute> routes)
    {
        foreach (var same in routes.GroupBy(static route => route.Shape(), StringComparer.Ordinal))
        {
            var sharing = same.ToArray();
            for (var first = 0; first < sharing.Length; first++)
            {
                for (var second = first + 1; second < sharing.Length; second++)
                {
                    if (SharedMethod(sharing[first].Methods, sharing[second].Methods) is { } method)
                    {
                        yield return $"Functions {Name(sharing[first].Function)} and {Name(sharing[second].Function)} "
                            + $"have the same route {method} /{sharing[first].Pattern.RawText}.";
                    }
                }
            }
        }
    }

    private static string? SharedMethod(string[] first, string[] second) => (first, second) switch
    {
        ([], []) => "(any method)",
        ([], _) => second[0],
        (_, []) => first[0],
        _ => first.Intersect(second).FirstOrDefault(),
    };

    private static string Name(DiscoveredFunction function) => $"'{function.Name}' ({function.EntryPoint})";
}
