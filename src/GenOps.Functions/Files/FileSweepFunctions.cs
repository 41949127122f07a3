using GenOps.Application.Files;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Files;

/// <summary>Keeps the promise that content is gone once its file has expired.</summary>
public sealed class FileSweepFunctions(FileSweeper sweeper)
{
    /// <summary>Every hour, at a minute of its own.</summary>
    [Function("SweepFiles")]
    public Task SweepAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweeper.SweepAsync(cancellationToken);
}
