using GenOps.Core.Batches;
using GenOps.Core.Ledger;

namespace GenOps.Application.Batches;

/// <summary>How one attempt for an item ended.</summary>
/// <param name="Index">Its place in the chunk.</param>
/// <param name="State">What became of it; waiting when nothing was sent.</param>
/// <param name="Entry">What it is charged; null when there was no attempt.</param>
internal sealed record ItemEnd(int Index, ItemState State, EntryRow? Entry);
