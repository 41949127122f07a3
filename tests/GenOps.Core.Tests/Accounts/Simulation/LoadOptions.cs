namespace GenOps.Core.Tests.Accounts.Simulation;

/// <summary>A load: calls of one tenant at an even rate, each on an instance picked at random.</summary>
internal sealed record LoadOptions
{
    public required int Instances { get; init; }

    public required int CallsPerSecond { get; init; }

    /// <summary>How long calls arrive.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How long the budget lasts at that rate.</summary>
    public TimeSpan Budget { get; init; }

    public int Calls => (int)(CallsPerSecond * Duration.TotalSeconds);

    /// <summary>Worst case of a call; it costs from half of that up to all of it.</summary>
    public long LargestNeedNanoUsd { get; init; } = 1_000_000;

    public long LimitNanoUsd => (long)(LargestNeedNanoUsd * 3 / 4 * CallsPerSecond * Budget.TotalSeconds);
}
