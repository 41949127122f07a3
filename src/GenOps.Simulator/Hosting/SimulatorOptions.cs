namespace GenOps.Simulator;

/// <summary>What a <see cref="SimulatorServer"/> is started with.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Port on 127.0.0.1. Default 0: the system picks a free one.</summary>
    public int Port { get; init; }

    /// <summary>How calls are answered at first; it can be changed while the server runs.</summary>
    public SimulatorBehavior Behavior { get; init; } = new();

    /// <summary>The only bearer key that is accepted; <c>null</c>, the default, accepts any and none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Entries kept in each list of the books, and ids counted for faults. Default 2,000,000.</summary>
    public int MaximumBookEntries { get; init; } = 2_000_000;
}
