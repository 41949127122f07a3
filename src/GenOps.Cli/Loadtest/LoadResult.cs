namespace GenOps.Cli.Loadtest;

/// <summary>What a load test measured.</summary>
internal sealed record LoadResult
{
    public required TimeSpan Duration { get; init; }

    public required int Completed { get; init; }

    /// <summary>Calls that got no answer, by code.</summary>
    public required IReadOnlyDictionary<string, int> Failed { get; init; }

    /// <summary>Calls that the app refused, by code.</summary>
    public required IReadOnlyDictionary<string, int> Refused { get; init; }

    /// <summary>Calls under way when the test was stopped; they may be charged and are not measured.</summary>
    public required int Abandoned { get; init; }

    /// <summary>Of completed calls; null without any.</summary>
    public required Spread? Latency { get; init; }

    /// <summary>What the app says it spent beside the provider; null when it said nothing.</summary>
    public required Spread? Overhead { get; init; }

    public required long CostNanoUsd { get; init; }

    /// <summary>Growth of this process's own heap, in use after a collection.</summary>
    public required long HeapGrowthBytes { get; init; }

    /// <summary>Calls that have ended, in whatever way.</summary>
    public int Ended => Completed + Failed.Values.Sum() + Refused.Values.Sum();

    /// <summary>Completed calls a second.</summary>
    public double Throughput => Duration > TimeSpan.Zero ? Completed / Duration.TotalSeconds : 0;

    /// <summary>Rounded half up; null without a completed call.</summary>
    public long? CostPerOperationNanoUsd => Completed == 0 ? null : (CostNanoUsd + (Completed / 2)) / Completed;
}
