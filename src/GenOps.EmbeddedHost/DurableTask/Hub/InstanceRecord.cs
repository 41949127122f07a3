namespace GenOps.EmbeddedHost.DurableTask.Hub;

/// <summary>What is known of an instance without its history.</summary>
internal sealed record InstanceRecord
{
    private static readonly IReadOnlyDictionary<string, string> NoTags = new Dictionary<string, string>();

    /// <summary>Any text of up to 256 characters; <c>@name@key</c> for an entity.</summary>
    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    public required HubStatus Status { get; init; }

    /// <summary>One more with each commit; 1 is the first.</summary>
    public required long Version { get; init; }

    /// <summary>How many history events the instance has, this commit's included; their sequences are 0 to this minus 1.</summary>
    public int HistoryCount { get; init; }

    /// <summary>Another one each time the instance starts over or continues as new.</summary>
    public string ExecutionId { get; init; } = "";

    public bool IsEntity { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public string? FailureJson { get; init; }

    public string? ParentId { get; init; }

    public string? ParentName { get; init; }

    public string? ParentExecutionId { get; init; }

    public int ParentTaskId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Null for an orchestration, and for an entity without state.</summary>
    public string? EntityState { get; init; }

    /// <summary>Ids of taken-in messages that a sender may still repeat.</summary>
    public string? HandledJson { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoTags;

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    internal bool IsFinished => Status is HubStatus.Completed or HubStatus.Failed or HubStatus.Terminated;
}
