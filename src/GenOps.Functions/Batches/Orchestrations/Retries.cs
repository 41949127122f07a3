using Microsoft.DurableTask;

namespace GenOps.Functions.Batches.Orchestrations;

/// <summary>How the steps of a batch are repeated after a fault of storage.</summary>
internal static class Retries
{
    /// <summary>The waits between attempts of an activity.</summary>
    public static TaskOptions Patient { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(20, TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    /// <summary>How often an entity is called at most, so that an orchestration's history stays short: for a little longer than an activity is repeated.</summary>
    public const int EntityAttempts = 450;

    /// <summary>How long to wait before an entity is called again whose operation failed.</summary>
    public static TimeSpan EntityPause { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after somebody else's claim on a chunk ends to look again.</summary>
    public static TimeSpan AfterClaim { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long to wait before looking again whether chunks of a broken batch are still run by somebody.</summary>
    public static TimeSpan BusyPause { get; } = TimeSpan.FromSeconds(5);
}
