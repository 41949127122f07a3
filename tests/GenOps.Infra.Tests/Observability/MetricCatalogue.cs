using System.Text.Json;

namespace GenOps.Infra.Tests.Observability;

/// <summary>infra/observability/metrics.json: the one list of what dashboards, rules and queries may speak of.</summary>
internal sealed record MetricCatalogue(IReadOnlyList<Metric> Metrics, IReadOnlyList<LogEvent> Events, IReadOnlyList<string> SpanAttributes)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public static MetricCatalogue Load() =>
        JsonSerializer.Deserialize<MetricCatalogue>(Repository.Read("infra/observability/metrics.json"), Json)!;

    /// <summary>The metric that a Prometheus series belongs to, or null.</summary>
    public Metric? OfSeries(string series) => Metrics.SingleOrDefault(metric => metric.Series.Contains(series));
}

/// <summary>A metric as the app emits it, and as Prometheus stores it.</summary>
internal sealed record Metric(string Name, string Instrument, string Unit, IReadOnlyList<string> Attributes, string Prometheus)
{
    public IReadOnlyList<string> Series => Instrument == "histogram"
        ? [$"{Prometheus}_bucket", $"{Prometheus}_sum", $"{Prometheus}_count"]
        : [Prometheus];
}

/// <summary>A log event that an alert looks for.</summary>
internal sealed record LogEvent(string Name, IReadOnlyList<string> Attributes);
