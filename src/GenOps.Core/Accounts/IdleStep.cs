namespace GenOps.Core.Accounts;

/// <summary>Nothing to do before <paramref name="wakeAt"/> (monotonic), or until something is asked of the owner when it is null.</summary>
public sealed class IdleStep(TimeSpan? wakeAt) : OwnerStep
{
    /// <summary>When to ask again.</summary>
    public TimeSpan? WakeAt { get; } = wakeAt;
}
