namespace GenOps.Benchmarks.Load;

/// <summary>What a load came to.</summary>
internal sealed record LoadResult(IReadOnlyList<Latencies> Workers, TimeSpan Elapsed, TimeSpan Processor)
{
    public int Count => Workers.Sum(static worker => worker.Count);

    public double Rate => Count / Elapsed.TotalSeconds;

    /// <summary>Microseconds.</summary>
    public double P50 => Latencies.Percentile(Workers, 0.5);

    /// <summary>Microseconds.</summary>
    public double P99 => Latencies.Percentile(Workers, 0.99);

    /// <summary>Processor time of one in microseconds, over all cores of this process.</summary>
    public double ProcessorMicroseconds => Processor.TotalMicroseconds / Count;

    public override string ToString() => $"{Rate:N0}/s p50 {P50:N0} us p99 {P99:N0} us";
}
