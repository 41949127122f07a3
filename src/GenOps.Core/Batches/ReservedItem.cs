namespace GenOps.Core.Batches;

/// <summary>One item that a reservation holds money for.</summary>
/// <param name="Index">Its place in the chunk, from 0.</param>
/// <param name="HeldNanoUsd">Its worst case at the reservation, nano-dollars.</param>
/// <param name="State">What became of it.</param>
public sealed record ReservedItem(int Index, long HeldNanoUsd, ItemState State = ItemState.Waiting)
{
    /// <summary>Whether its line is stored.</summary>
    public bool IsDone => State is ItemState.Answered or ItemState.Failed;
}
