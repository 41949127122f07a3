namespace GenOps.Infra.Tests.Observability;

/// <summary>
/// OpenTelemetry's names as Prometheus stores them, after the chapter "Prometheus and OpenMetrics compatibility" of the OpenTelemetry
/// specification.
/// </summary>
internal static class PrometheusNames
{
    public static string OfMetric(Metric metric)
    {
        var name = OfAttribute(metric.Name) + UnitSuffix(metric);
        return metric.Instrument == "counter" && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    public static string OfAttribute(string name) => name.Replace('.', '_');

    private static string UnitSuffix(Metric metric) => metric.Unit switch
    {
        "s" => "_seconds",
        "1" => metric.Instrument == "gauge" ? "_ratio" : "",
        ['{', .., '}'] => "",
        var unit => throw new NotSupportedException($"{metric.Name}: no rule for unit {unit}."),
    };
}
