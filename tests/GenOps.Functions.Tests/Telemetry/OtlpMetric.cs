namespace GenOps.Functions.Tests.Telemetry;

/// <summary>A metric as exported, with the attributes that its points have.</summary>
internal sealed record OtlpMetric(string Scope, string Name, string Instrument, string Unit, IReadOnlySet<string> Attributes)
{
    public static OtlpMetric Of(string scope, ProtoMessage metric)
    {
        var (instrument, data, attributes) = metric switch
        {
            _ when metric.Has(5) => ("gauge", 5, 7),
            _ when metric.Has(7) => ("counter", 7, 7),
            _ => ("histogram", 9, 9),
        };
        return new OtlpMetric(
            scope, metric.Text(1), instrument, metric.Text(3), metric.Path(data, 1).SelectMany(point => point.Attributes(attributes).Keys).ToHashSet());
    }
}
