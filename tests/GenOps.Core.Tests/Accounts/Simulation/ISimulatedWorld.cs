using GenOps.Core.Accounts;

namespace GenOps.Core.Tests.Accounts.Simulation;

/// <summary>What instances run in: a clock, a network, storage and a provider.</summary>
internal interface ISimulatedWorld
{
    OwnerOptions OwnerOptions { get; }

    Timeline Timeline { get; }

    VirtualStore Store { get; }

    TimeSpan Now { get; }

    DateTimeOffset UtcNow { get; }

    void At(TimeSpan at, Action action);

    void After(TimeSpan delay, Action action);

    /// <summary>How long the provider takes for the next call.</summary>
    TimeSpan ProviderLatency();

    void Network<T>(Func<T> execute, Action<T> answered, Action refused, Action lost);

    void Sent(SimulatedCall call);

    void Settling(SimulatedCall call);

    void Settled(SimulatedCall call);

    void Refused(SimulatedCall call);
}
