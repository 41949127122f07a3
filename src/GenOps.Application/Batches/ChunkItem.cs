using GenOps.Application.Calls;
using GenOps.Core.Wire;

namespace GenOps.Application.Batches;

/// <summary>One item of a chunk: planned, or wrong by the rules and prices in force.</summary>
/// <param name="CustomId">The caller's id of the line.</param>
/// <param name="Plan">How it is sent; null when it may not be.</param>
/// <param name="Fault">Why it may not be sent; null when it may.</param>
internal sealed record ChunkItem(string CustomId, CallPlan? Plan, CallError? Fault)
{
    /// <summary>The most that sending it once can cost, nano-dollars.</summary>
    public long WorstNanoUsd => Plan?.Models[0].Worst.NanoUsd ?? 0;
}
