using System.Text.Json.Nodes;

namespace GenOps.Infra.Tests.Observability;

/// <summary>infra/observability/dashboard.json, a Grafana dashboard.</summary>
internal static class Dashboard
{
    public static JsonNode Load() => JsonNode.Parse(Repository.Read("infra/observability/dashboard.json"))!;

    public static IEnumerable<JsonNode> Panels(JsonNode dashboard) => dashboard["panels"]!.AsArray().Select(panel => panel!);

    public static IEnumerable<string> Expressions(JsonNode dashboard) =>
        from panel in Panels(dashboard)
        from target in panel["targets"]!.AsArray()
        select target!["expr"]!.ToString();
}
