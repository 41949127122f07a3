using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GenOps.EmbeddedHost.DurableTask.History;
using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.DurableTask.Orchestrations;

/// <summary>What an orchestrator's code sees during one turn, replay included.</summary>
internal sealed class OrchestratorContext(
    InstanceRecord record, OrchestratorThread thread, PayloadConverter converter, ILoggerFactory loggers) : TaskOrchestrationContext
{
    private const int MaxCustomStatusBytes = 16 * 1024;

    private DateTime _now;
    private int _guids;

    public override TaskName Name => record.Name;

    public override string InstanceId => record.InstanceId;

    public override ParentOrchestrationInstance? Parent { get; } =
        record.ParentId is { } parent ? new ParentOrchestrationInstance(record.ParentName!, parent) : null;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => IsReplay;

    public override TaskOrchestrationEntityFeature Entities => field ??= new OrchestratorEntities(Tasks, thread, converter);

    public override ILoggerFactory ReplaySafeLoggerFactory => field ??= new ReplaySafeLoggers(this, loggers);

    internal DurableTasks Tasks { get; } = new(thread, converter.Deserialize);

    internal ExternalEvents Events { get; } = new(thread, converter.Deserialize);

    internal bool IsReplay { get; private set; }

    internal string? CustomStatus { get; private set; } = record.CustomStatus;

    /// <summary>Set once the orchestrator has asked to continue as new.</summary>
    internal Continuation? Continuation { get; private set; }

    protected override ILoggerFactory LoggerFactory => loggers;

    public override T? GetInput<T>()
        where T : default => converter.Deserialize<T>(record.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        thread.Check();
        var data = converter.Serialize(input);
        return WithRetries(options, () => Tasks.Ask<TResult>(
            ActionKind.Activity,
            name,
            head => new OrchestratorAction(head) { Name = name, Data = data },
            (id, failure) => new TaskFailedException(name, id, failure)));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        thread.Check();
        var utc = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        return Tasks.AskTimer(new DateTimeOffset(utc), cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        thread.Check();
        return Events.WaitAsync<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        thread.Check();
        var data = converter.Serialize(payload);
        Tasks.Ask(ActionKind.SendEvent, eventName, head =>
            new OrchestratorAction(head) { TargetId = instanceId, Name = eventName, Data = data });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        thread.Check();
        var status = converter.Serialize(customStatus);
        if (status is not null && Encoding.UTF8.GetByteCount(status) > MaxCustomStatusBytes)
        {
            throw new ArgumentException($"A custom status may have {MaxCustomStatusBytes:N0} bytes as JSON.", nameof(customStatus));
        }

        CustomStatus = status;
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        thread.Check();
        var data = converter.Serialize(input);
        var given = (options as SubOrchestrationOptions)?.InstanceId is { Length: > 0 } id ? InstanceIds.Check(id) : null;
        return WithRetries(options, () => Tasks.Ask<TResult>(
            ActionKind.SubOrchestration,
            orchestratorName,
            head => new OrchestratorAction(head with { Target = given })
            {
                Name = orchestratorName,
                TargetId = given ?? ChildId(record.ExecutionId, head.TaskId),
                Data = data,
                Tags = options?.Tags?.AsReadOnly(),
            },
            (task, failure) => new TaskFailedException(orchestratorName, task, failure)));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        thread.Check();
        Continuation = new Continuation(converter.Serialize(newInput), preserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        thread.Check();
        var seed = string.Create(CultureInfo.InvariantCulture, $"{record.InstanceId}_{_now:o}_{_guids++}");
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16);

        // Version 8: made by the maker's own rule. The variant is RFC 9562's.
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The id of a sub-orchestration that is given none.</summary>
    internal static string ChildId(string executionId, int taskId) =>
        string.Create(CultureInfo.InvariantCulture, $"{executionId}:{taskId:x4}");

    internal void BeginTurn(DateTimeOffset at, bool isReplay)
    {
        _now = at.UtcDateTime;
        IsReplay = isReplay;
    }

    private Task<T> WithRetries<T>(TaskOptions? options, Func<Task<T>> attemptAsync) =>
        options?.Retry is { } retry ? TaskRetries.RunAsync(this, retry, attemptAsync) : attemptAsync();
}
