using GenOps.Application.Housekeeping;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Housekeeping;

/// <summary>Sees to what no call sees to.</summary>
public sealed class HousekeepingFunctions(Housekeeper housekeeper)
{
    /// <summary>Every five minutes.</summary>
    [Function("Housekeeping")]
    public Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => housekeeper.RunAsync(cancellationToken);
}
