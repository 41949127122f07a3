namespace GenOps.Application.Batches;

/// <summary>Times of running batches; section <c>GenOps:Batches</c>. Every instance on one storage must have the same.</summary>
public sealed class BatchOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "GenOps:Batches";

    /// <summary>How long a chunk counts as being run without a sign of its runner: 2 to 600 seconds, default 30. After a crash it goes on then.
    /// A runner that is slower than this between two signs loses its claim, and calls that it had in flight count as in doubt.</summary>
    public int ClaimSeconds { get; set; } = 30;

    /// <summary>How often an item is repeated whose failure the provider may have charged: 0 to 5, default 2. Each repeat is held and charged by itself.</summary>
    public int ChargedRepeats { get; set; } = 2;

    /// <summary>How often an item is sent again after a failure that is proven free, such as a rate limit: 0 to 20, default 8.</summary>
    public int FreeRetries { get; set; } = 8;
}
