namespace GenOps.Core.Batches;

/// <summary>The named limits of batches.</summary>
public static class BatchLimits
{
    /// <summary>Lines of an input file.</summary>
    public const int MaxItems = 50_000;

    /// <summary>Bytes of an input file.</summary>
    public const long MaxFileBytes = 200L * 1024 * 1024;

    /// <summary>Items of a chunk, at most.</summary>
    public const int MaxChunkSize = 500;

    /// <summary>Items of a chunk, unless the caller says otherwise.</summary>
    public const int DefaultChunkSize = 50;

    /// <summary>Provider calls in flight for one batch, at most.</summary>
    public const int MaxConcurrency = 256;

    /// <summary>Provider calls in flight for one batch, unless the caller says otherwise.</summary>
    public const int DefaultConcurrency = 64;

    /// <summary>Provider calls in flight for one chunk.</summary>
    public const int ChunkConcurrency = 16;

    /// <summary>Faults of a refused file that are kept.</summary>
    public const int MaxErrors = 100;

    /// <summary>Chunks of one sub-orchestration, so that its history stays short.</summary>
    public const int ChunksPerOrchestration = 100;

    /// <summary>Shortest completion window, hours.</summary>
    public const int MinWindowHours = 24;

    /// <summary>Longest completion window, hours.</summary>
    public const int MaxWindowHours = 744;

    /// <summary>Largest blob of one chunk's items that is read into memory.</summary>
    public const int MaxChunkBytes = 208 * 1024 * 1024;

    /// <summary>Chunks of a batch that may run at one time.</summary>
    public static int ChunksInFlight(int maxConcurrency) => (maxConcurrency + ChunkConcurrency - 1) / ChunkConcurrency;

    /// <summary>Provider calls in flight for each running chunk, so that all of them stay within the batch's limit.</summary>
    public static int CallsInFlight(int maxConcurrency) => Math.Max(1, maxConcurrency / ChunksInFlight(maxConcurrency));
}
