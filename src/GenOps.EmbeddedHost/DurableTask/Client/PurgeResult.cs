namespace Microsoft.DurableTask.Client;

/// <summary>What was purged.</summary>
public class PurgeResult(int count, bool? isComplete)
{
    public PurgeResult(int count)
        : this(count, null)
    {
    }

    public int PurgedInstanceCount { get; } = count;

    /// <summary>False when time was up before all was done; null when that can't happen.</summary>
    public bool? IsComplete { get; } = isComplete;
}
