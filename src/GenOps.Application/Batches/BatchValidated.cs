using GenOps.Core.Batches;

namespace GenOps.Application.Batches;

/// <summary>What reading an input file gave. With errors nothing else counts: the batch fails and nothing is spent.</summary>
public sealed record BatchValidated
{
    /// <summary>Lines of the file.</summary>
    public int Items { get; init; }

    /// <summary>Chunk blobs written: <see cref="BatchBlobs.Chunk"/> 0 to this less one, all full but the last.</summary>
    public int Chunks { get; init; }

    /// <summary>Expected cost of all items, nano-dollars.</summary>
    public long ExpectedNanoUsd { get; init; }

    /// <summary>Worst case of all items, nano-dollars.</summary>
    public long WorstCaseNanoUsd { get; init; }

    /// <summary>The first <see cref="BatchLimits.MaxErrors"/> faults, in order of lines.</summary>
    public IReadOnlyList<BatchError> Errors { get; init; } = [];
}
