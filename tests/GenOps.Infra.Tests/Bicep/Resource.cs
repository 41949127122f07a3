using System.Text.Json.Nodes;

namespace GenOps.Infra.Tests.Bicep;

/// <summary>One predicted resource.</summary>
internal sealed record Resource(JsonObject Json)
{
    private const string ProvidersMarker = "/providers/";

    public string Id => Text("id")!;

    public string Type => Text("type")!;

    public string Name => Text("name")!;

    /// <summary>For an extension resource such as a role assignment: the id of what it applies to.</summary>
    public string Target => Id[..Id.LastIndexOf(ProvidersMarker, StringComparison.Ordinal)];

    /// <summary>The value at a dotted path as text (booleans as true and false), or null.</summary>
    public string? Text(string path) => Node(path) switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "true" : "false",
        var node => node.ToString(),
    };

    public JsonNode? Node(string path) =>
        path.Split('.').Aggregate((JsonNode?)Json, (node, step) => node is JsonObject parent ? parent[step] : null);

    public IEnumerable<JsonNode> Items(string path) => (Node(path) as JsonArray ?? []).Select(item => item!);

    /// <summary>One sentence for every path that does not hold the expected text.</summary>
    public IEnumerable<string> Differences(params (string Path, string? Expected)[] expectations) =>
        from expectation in expectations
        let actual = Text(expectation.Path)
        where actual != expectation.Expected
        select $"{Type} {Name}: {expectation.Path} is {actual ?? "missing"}, not {expectation.Expected ?? "missing"}";
}
