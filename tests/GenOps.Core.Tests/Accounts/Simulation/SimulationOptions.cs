namespace GenOps.Core.Tests.Accounts.Simulation;

/// <summary>What a history may contain. Rates are probabilities per event of their kind.</summary>
internal sealed record SimulationOptions
{
    public int Instances { get; init; } = 2;

    public int Calls { get; init; } = 400;

    public long DailyLimitNanoUsd { get; init; } = 100_000;

    public long TeamLimitNanoUsd { get; init; } = 40_000;

    public int LargestNeedNanoUsd { get; init; } = 2_000;

    public double LostAnswers { get; init; } = 0.05;

    public double LateExecutions { get; init; } = 0.02;

    public double RefusedSteps { get; init; } = 0.03;

    public double Crashes { get; init; } = 0.002;

    public double Freezes { get; init; } = 0.002;

    public double Overages { get; init; }

    public double LimitChanges { get; init; } = 0.002;

    public double NewScopes { get; init; } = 0.001;

    public double Chunks { get; init; }

    public double Midnights { get; init; } = 0.001;

    public TimeSpan LongestLatency { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan ArrivalSpread { get; init; } = TimeSpan.FromSeconds(120);
}
