using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using GenOps.Cli.Api;

namespace GenOps.Cli.Batches;

/// <summary>Looks at a batch until it is over.</summary>
internal static class BatchWatch
{
    // An app that restarts is back by then; the batch itself goes on in any case.
    private static readonly TimeSpan AwayLimit = TimeSpan.FromMinutes(2);

    // The budget changes with every call of the tenant; it is asked less often than the batch.
    private const int LooksABudget = 5;

    public static async Task<ExitCode> RunAsync(CommandContext context, string id, TimeSpan interval, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, received =>
        {
            received.Cancel = true;
            stop.Cancel();
        });
        try
        {
            var progress = new BatchProgress(context);
            var last = await progress.RunAsync(show => LookAsync(context, id, interval, show, stop.Token));
            return End(context, last);
        }
        catch (OperationCanceledException)
        {
            context.Note($"The batch goes on without being watched. Come back with: genops batch watch {id}");
            return ExitCode.Interrupted;
        }
    }

    private static async Task<BatchState> LookAsync(
        CommandContext context, string id, TimeSpan interval, Action<BatchState, string?> show, CancellationToken cancellationToken)
    {
        var api = new BatchesApi(context.Api);
        var looks = 0;
        string? left = null;
        long? awaySince = null;
        while (true)
        {
            try
            {
                var batch = new BatchState(await api.GetAsync(id, cancellationToken));
                left = looks++ % LooksABudget == 0 || batch.IsOver ? await api.BudgetLeftAsync(cancellationToken) : left;
                awaySince = null;
                show(batch, left);
                if (batch.IsOver)
                {
                    return batch;
                }
            }
            catch (ApiException refusal) when (refusal.IsPassing && looks > 0)
            {
                awaySince = Bear(context, refusal, awaySince);
            }

            await Task.Delay(interval, context.Terminal.Time, cancellationToken);
        }
    }

    /// <summary>Since when the app does not answer, told once; after too long the refusal is passed on.</summary>
    private static long Bear(CommandContext context, ApiException refusal, long? awaySince)
    {
        if (awaySince is null)
        {
            context.Note("The app does not answer for now. The batch goes on once it runs again, and so does this.");
            return context.Terminal.Time.GetTimestamp();
        }

        if (context.Terminal.Time.GetElapsedTime(awaySince.Value) > AwayLimit)
        {
            ExceptionDispatchInfo.Throw(refusal);
        }

        return awaySince.Value;
    }

    private static ExitCode End(CommandContext context, BatchState batch)
    {
        context.Show(batch.Json, (screen, _) => BatchScreen.Write(screen, batch));
        if (batch.OutputFileId is not null || batch.ErrorFileId is not null)
        {
            context.Note($"Get the results with: genops batch download {batch.Id}");
        }

        return batch.Status == "completed" ? ExitCode.Done : ExitCode.Failed;
    }
}
