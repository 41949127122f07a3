using GenOps.EmbeddedHost.DurableTask.Functions;
using GenOps.EmbeddedHost.DurableTask.History;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.DurableTask.Orchestrations;

/// <summary>Runs one turn of an orchestrator function inside the worker's middleware.</summary>
internal sealed partial class OrchestratorRunner(
    DurableFunctions functions,
    PayloadConverter converter,
    IServiceScopeFactory scopes,
    ILoggerFactory loggers,
    ILogger<OrchestratorRunner> logger)
{
    /// <param name="record">The instance.</param>
    /// <param name="history">All turns of its execution so far.</param>
    /// <param name="latest">What it is told now.</param>
    /// <param name="onStray">Called, maybe much later, when its code goes on where it must not.</param>
    /// <param name="cancellationToken">Cancels the invocation's token.</param>
    internal async Task<OrchestratorOutcome> RunAsync(
        InstanceRecord record, IReadOnlyList<Turn> history, Turn latest, Action<string> onStray, CancellationToken cancellationToken)
    {
        if (functions.FindOrchestrator(record.Name) is not { } function)
        {
            return Failed(latest, new InvalidOperationException($"There is no orchestrator function '{record.Name}'."));
        }

        OrchestratorOutcome? outcome = null;
        var thread = new OrchestratorThread(onStray);
        var context = new OrchestratorContext(record, thread, converter, loggers);
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await function.InvokeAsync(
                scope.ServiceProvider,
                function.OrchestratorArguments(context, converter, record.Input),
                call =>
                {
                    var replay = new OrchestratorReplay(thread, context, call);
                    outcome = replay.Run(history, latest, converter.Serialize);
                    return replay.Failure is { } failure ? ValueTask.FromException<object?>(failure) : default;
                },
                new TraceOrigin(record.TraceParent, record.TraceState).Context,
                cancellationToken);
        }
        catch (Exception) when (outcome?.End is OrchestratorEnd.Failed)
        {
            // The middleware has seen it; it is the orchestration's own outcome.
        }
        catch (Exception exception)
        {
            outcome = Failed(latest, exception);
        }

        outcome ??= Failed(
            latest, new InvalidOperationException("The worker's middleware ended the invocation without calling the orchestrator."));
        if (outcome.End is OrchestratorEnd.Failed failed)
        {
            OrchestrationFailed(record.Name, record.InstanceId, failed.Failure.ToString());
        }

        return outcome;
    }

    private static OrchestratorOutcome Failed(Turn latest, Exception exception) =>
        new() { Turn = latest, End = new OrchestratorEnd.Failed(TaskFailureDetails.FromException(exception)) };

    [LoggerMessage(1, LogLevel.Error, "Orchestration '{Name}' with id '{InstanceId}' failed: {Failure}")]
    private partial void OrchestrationFailed(string name, string instanceId, string failure);
}
