namespace GenOps.Application.Batches;

/// <summary>How one attempt for an item ended, and its line of the chunk's results; empty when there is none.</summary>
internal sealed record ItemResult(ItemEnd End, ReadOnlyMemory<byte> Line);
