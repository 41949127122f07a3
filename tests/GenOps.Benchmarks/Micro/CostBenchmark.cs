using BenchmarkDotNet.Attributes;
using GenOps.Core.Pricing;

namespace GenOps.Benchmarks.Micro;

/// <summary>The price of one call.</summary>
public class CostBenchmark
{
    private readonly ModelPrice _price = PriceCatalogue.BuiltIn.Find("zai-org/GLM-5.2", new DateOnly(2026, 11, 24))!;
    private TokenUsage _usage = new(1_234, 567, cachedTokens: 1_000);

    /// <summary>Nano-dollars of a call with cached tokens.</summary>
    [Benchmark(Description = "price of a call")]
    public long Cost() => CallCost.NanoUsd(_price, _usage);
}
