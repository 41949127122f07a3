namespace Microsoft.DurableTask;

/// <summary>How an orchestration is started.</summary>
/// <param name="InstanceId">Default: null, a new id.</param>
/// <param name="StartAt">Not before then. Default: null, at once.</param>
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
{
    private static readonly IReadOnlyDictionary<string, string> NoTags = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoTags;

    public TaskVersion? Version { get; init; }

    /// <summary>
    /// Names of the states in which an instance of the same id makes the start fail, besides those of an instance that has not ended.
    /// Default: null, none.
    /// </summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
