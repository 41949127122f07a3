using DurableTask.Core.Exceptions;
using GenOps.EmbeddedHost.DurableTask.Engine;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;

namespace GenOps.EmbeddedHost.DurableTask.Client;

/// <summary>
/// The client, which works alike in every process: it reads the store and puts messages into it. When this process is the active one the
/// engine is told at once.
/// </summary>
internal sealed class HubClient(
    DurableOptions options,
    HubMailer mailer,
    InstanceReader reader,
    InstanceWatch watch,
    DurableEngine engine,
    InstanceRemover remover,
    HubEntityClient entities,
    PayloadConverter converter,
    MessageIds ids,
    TimeProvider time) : DurableTaskClient(options.HubName)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    public override DurableEntityClient Entities => entities;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name);
        var executionId = ids.NewExecutionId();
        var instanceId = options?.InstanceId is { Length: > 0 } given ? InstanceIds.Check(given) : executionId;
        if (instanceId != executionId && await reader.FindAsync(instanceId, cancellation) is { } existing)
        {
            RefuseIfDuplicate(existing, options?.DedupeStatuses);
            reader.NoteRestart(instanceId, existing.ExecutionId);
        }

        using var span = TraceOrigin.Source.StartActivity(
            $"create_orchestration:{orchestratorName.Name}", System.Diagnostics.ActivityKind.Producer);
        span?.SetTag("durabletask.task.instance_id", instanceId);
        var trace = TraceOrigin.Current;
        var body = new StartBody(orchestratorName, executionId, time.GetUtcNow())
        {
            Input = converter.Serialize(input), Tags = options?.Tags, TraceParent = trace.Parent, TraceState = trace.State,
        };
        await mailer.SendAsync(instanceId, body, options?.StartAt, cancellation);
        return instanceId;
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        await SendToExistingAsync(instanceId, new EventBody(eventName) { Data = converter.Serialize(eventPayload) }, cancellation);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, static record => record.Status != HubStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, static record => record.IsFinished, getInputsAndOutputs, cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendToExistingAsync(
            instanceId, new TerminateBody(options?.Recursive ?? false) { Output = converter.Serialize(options?.Output) }, cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendToExistingAsync(instanceId, new SuspendBody(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendToExistingAsync(instanceId, new ResumeBody(reason), cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await reader.FindAsync(instanceId, cancellation) is { } record ? reader.Describe(record, getInputsAndOutputs) : null;

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        reader.Query(filter ?? new());

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        remover.PurgeAsync(instanceId, options?.Recursive ?? false, cancellation);

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        remover.PurgeAsync(filter, options?.Recursive ?? false, cancellation);

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        var record = await reader.FindAsync(instanceId, cancellation) ?? throw NotFound(instanceId);
        if (!restartWithNewInstanceId && !record.IsFinished)
        {
            throw new InvalidOperationException($"Orchestration '{instanceId}' has not ended and can't be restarted under its id.");
        }

        var newId = restartWithNewInstanceId ? ids.NewExecutionId() : instanceId;
        reader.NoteRestart(newId, record.ExecutionId);
        var body = new StartBody(record.Name, ids.NewExecutionId(), time.GetUtcNow()) { Input = record.Input, Tags = record.Tags };
        await mailer.SendAsync(newId, body, null, cancellation);
        return newId;
    }

    public override async Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        var record = await reader.FindAsync(instanceId, cancellation) ?? throw NotFound(instanceId);
        throw record.Status == HubStatus.Failed
            ? new NotSupportedException("The embedded host does not rewind: restart the instance instead.")
            : new InvalidOperationException($"Orchestration '{instanceId}' has not failed, so it can't be rewound.");
    }

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = 100,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        reader.ListIdsAsync(runtimeStatus?.ToHashSet(), completedTimeFrom, completedTimeTo, pageSize, lastInstanceKey, cancellation);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static RpcException NotFound(string instanceId) =>
        new(StatusCode.NotFound, $"An orchestration with id '{instanceId}' was not found.");

    private static void RefuseIfDuplicate(InstanceRecord existing, IReadOnlyList<string>? dedupeStatuses)
    {
        var isRefused = !existing.IsFinished
            || dedupeStatuses?.Contains(existing.Status.ToString(), StringComparer.OrdinalIgnoreCase) == true;
        if (isRefused)
        {
            throw new OrchestrationAlreadyExistsException(
                $"An orchestration with id '{existing.InstanceId}' exists already and is {existing.Status}.");
        }
    }

    private async Task SendToExistingAsync(string instanceId, MessageBody body, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (await reader.FindAsync(instanceId, cancellation) is null)
        {
            throw NotFound(instanceId);
        }

        await mailer.SendAsync(instanceId, body, null, cancellation);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceRecord, bool> isOver, bool withPayloads, CancellationToken cancellation)
    {
        using var changes = watch.Subscribe(instanceId);
        var record = await reader.FindAsync(instanceId, cancellation);
        while (record is null || !isOver(record))
        {
            // In the active process every change is told; looking again is for what is lost with a lease.
            using var interval = new CancellationTokenSource(engine.Session is null ? PollInterval : LookInterval, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(interval.Token, cancellation);
            try
            {
                record = reader.AsSeen(await changes.NextAsync(either.Token));
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                record = await reader.FindAsync(instanceId, cancellation);
            }
        }

        return reader.Describe(record, withPayloads);
    }
}
