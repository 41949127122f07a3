using GenOps.EmbeddedHost.DurableTask.Functions;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.DurableTask.Entities;

/// <summary>Runs a batch of operations of one entity in one invocation of its function.</summary>
internal sealed partial class EntityRunner(
    DurableFunctions functions,
    PayloadConverter converter,
    MessageIds ids,
    TimeProvider time,
    IServiceScopeFactory scopes,
    Drain drain,
    ILogger<EntityRunner> logger)
{
    internal async Task<EntityOutcome> RunAsync(
        EntityInstanceId id, string? state, IReadOnlyList<OperationBody> operations, CancellationToken cancellationToken)
    {
        var batch = new EntityState(converter, state);
        var context = new EntityContext(id, converter, ids, time);
        var results = new List<EntityResult>(operations.Count);
        Exception failure;
        if (functions.FindEntity(id.Name) is { } function)
        {
            await using var scope = scopes.CreateAsyncScope();
            var dispatcher = new TaskEntityDispatcher(
                scope.ServiceProvider, entity => RunBatchAsync(entity, operations, batch, context, results, cancellationToken));
            using var activity = TraceOrigin.Source.StartActivity(
                $"entity:{id.Name}", System.Diagnostics.ActivityKind.Server, Origin(operations).Context);
            activity?.SetTag("durabletask.task.instance_id", id.ToString());
            try
            {
                var parent = activity?.Context ?? Origin(operations).Context;
                await function.InvokeAsync(scope.ServiceProvider, [dispatcher], parent, cancellationToken);
                failure = new InvalidOperationException($"Entity function '{id.Name}' ended without dispatching its operations.");
            }
            catch (Exception exception) when (!IsEnding(exception, cancellationToken))
            {
                failure = exception;
            }
        }
        else
        {
            failure = new InvalidOperationException($"There is no entity function '{id.Name}'.");
        }

        // What the function did not get to, because it or the middleware around it threw, has failed as well.
        while (results.Count < operations.Count)
        {
            OperationFailed(failure, operations[results.Count].Name, id);
            results.Add(new EntityResult(null, TaskFailureDetails.FromException(failure)));
        }

        return new EntityOutcome(batch.Json, results, context.Sends);
    }

    private static TraceOrigin Origin(IReadOnlyList<OperationBody> operations) => new(operations[0].TraceParent, operations[0].TraceState);

    private async Task RunBatchAsync(
        ITaskEntity entity,
        IReadOnlyList<OperationBody> operations,
        EntityState state,
        EntityContext context,
        List<EntityResult> results,
        CancellationToken cancellationToken)
    {
        if (results.Count > 0)
        {
            throw new InvalidOperationException($"Entity function '{context.Id.Name}' dispatched its operations twice.");
        }

        foreach (var body in operations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stateBefore = state.Json;
            var sentBefore = context.Sends.Count;
            try
            {
                var result = await entity.RunAsync(new EntityOperation(body, context, state, converter));
                results.Add(new EntityResult(converter.Serialize(result), null));
            }
            catch (Exception exception) when (!IsEnding(exception, cancellationToken))
            {
                state.Restore(stateBefore);
                context.Restore(sentBefore);
                OperationFailed(exception, body.Name, context.Id);
                results.Add(new EntityResult(null, TaskFailureDetails.FromException(exception)));
            }
        }
    }

    /// <summary>An operation that the host cuts short has not failed: its turn is run again.</summary>
    private bool IsEnding(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException
        && (cancellationToken.IsCancellationRequested || drain.FunctionsEnding.IsCancellationRequested);

    [LoggerMessage(1, LogLevel.Error, "Operation '{Operation}' of entity '{EntityId}' failed; the entity's state is as before.")]
    private partial void OperationFailed(Exception exception, string operation, EntityInstanceId entityId);
}
