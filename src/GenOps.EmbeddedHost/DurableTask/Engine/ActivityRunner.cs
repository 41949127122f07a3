using System.Diagnostics;
using GenOps.EmbeddedHost.DurableTask.Functions;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>Runs activity functions inside the worker's middleware.</summary>
internal sealed partial class ActivityRunner(
    DurableFunctions functions, PayloadConverter converter, IServiceScopeFactory scopes, Drain drain, ILogger<ActivityRunner> logger)
{
    /// <summary>The activity's result or failure; an <see cref="OperationCanceledException"/> only when the host ends.</summary>
    internal async Task<ResultBody> RunAsync(ActivityWork work, CancellationToken cancellationToken)
    {
        var body = work.Body;
        var result = new ResultBody(body.ExecutionId, body.TaskId);
        var origin = new TraceOrigin(body.TraceParent, body.TraceState).Context;
        using var span = TraceOrigin.Source.StartActivity($"activity:{body.Name}", ActivityKind.Server, origin);
        span?.SetTag("durabletask.task.instance_id", work.InstanceId).SetTag("durabletask.task.task_id", body.TaskId);
        try
        {
            var function = functions.FindActivity(body.Name)
                ?? throw new InvalidOperationException($"There is no activity function '{body.Name}'.");
            var context = new Context(body.Name, work.InstanceId);
            await using var scope = scopes.CreateAsyncScope();
            var value = await function.InvokeAsync(
                scope.ServiceProvider,
                function.ActivityArguments(context, converter, body.Input),
                span?.Context ?? origin,
                cancellationToken);
            return result with { Result = converter.Serialize(value) };
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && IsEnding(cancellationToken)))
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            ActivityFailed(exception, body.Name, work.InstanceId);
            return result with { Failure = TaskFailureDetails.FromException(exception) };
        }
    }

    private bool IsEnding(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested || drain.FunctionsEnding.IsCancellationRequested;

    [LoggerMessage(1, LogLevel.Error, "Activity '{Activity}' of orchestration '{InstanceId}' failed.")]
    private partial void ActivityFailed(Exception exception, string activity, string instanceId);

    private sealed class Context(string name, string instanceId) : TaskActivityContext
    {
        public override TaskName Name => name;

        public override string InstanceId => instanceId;
    }
}
