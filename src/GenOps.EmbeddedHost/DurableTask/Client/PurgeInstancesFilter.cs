namespace Microsoft.DurableTask.Client;

/// <summary>Which ended orchestrations to purge. What is null does not filter.</summary>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedTo = null, IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>How long to go on at most; the result tells whether all was done. Default: null, to the end.</summary>
    public TimeSpan? Timeout { get; init; }
}
