namespace Microsoft.DurableTask.Client;

/// <summary>What is known of an orchestration.</summary>
public sealed class OrchestrationMetadata(string name, string instanceId)
{
    private static readonly IReadOnlyDictionary<string, string> NoTags = new Dictionary<string, string>();

    public string Name { get; } = name;

    public string InstanceId { get; } = instanceId;

    public DataConverter? DataConverter { get; init; }

    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    /// <summary>
    /// JSON of what the orchestrator returned or of the output it was terminated with. Plain text otherwise: the exception of a failed
    /// instance, the reason of a suspended or resumed one.
    /// </summary>
    public string? SerializedOutput { get; init; }

    /// <summary>JSON; the text <c>null</c> when none was set.</summary>
    public string? SerializedCustomStatus { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoTags;

    /// <summary>Null on this host, as on the genuine one; <see cref="SerializedOutput"/> tells why an instance failed.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    private T? Read<T>(string? data) => DataConverter is { } converter
        ? converter.Deserialize<T>(data)
        : throw new InvalidOperationException("Inputs and outputs were not asked for: pass getInputsAndOutputs.");
}
