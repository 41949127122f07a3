using GenOps.Application.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GenOps.Functions.Hosting;

/// <summary>
/// Makes sure at start that storage answers, the tables exist and the local clock is right. The genuine host would start a worker that fails
/// again and again, so there the fault is only logged and <c>/readyz</c> tells it.
/// </summary>
internal sealed partial class StorageCheck(
    IRowStores stores, TimeProvider time, IConfiguration configuration, ILogger<StorageCheck> logger) : IHostedService
{
    private const string GenuineHostKey = "Functions:Worker:HostEndpoint";

    // Storage tells the time in whole seconds, rounded down.
    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await FaultAsync(cancellationToken) is not { } fault)
        {
            return;
        }

        if (configuration[GenuineHostKey] is null)
        {
            throw new HostAbortedException(fault);
        }

        LogNotReady(fault);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var storageTime = await stores.CheckAsync(patience.Token);
            var skew = time.GetUtcNow() - storageTime;
            return skew.Duration() > MaxSkew
                ? $"The local clock is {skew.TotalSeconds:0} s off storage's; budgets need it within {MaxSkew.TotalSeconds:0} s. Set the clock."
                : null;
        }
        catch (RowStoreException exception)
        {
            return $"Storage does not answer: {exception.Message} Check AzureWebJobsStorage, or start Azurite.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"Storage did not answer within {Patience.TotalSeconds:0} s. Check AzureWebJobsStorage, or start Azurite.";
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Fault}")]
    private partial void LogNotReady(string fault);
}
