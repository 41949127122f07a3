using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Pricing;
using GenOps.Simulator;

namespace GenOps.Functions.Tests.Support;

/// <summary>Compares what a batch was charged with what the provider billed, item by item.</summary>
internal sealed class BatchProof(Audit audit, IReadOnlyList<BookEntry> billed, BatchRow batch)
{
    private readonly ILookup<string, EntryRow> _entries = audit.Entries.ToLookup(static entry => entry.CustomId!);
    private readonly ILookup<string, BookEntry> _billed = billed.ToLookup(static call => call.User!);

    /// <summary>What stands in doubt, nano-dollars.</summary>
    public long InDoubtNanoUsd => audit.Entries.Where(static entry => entry.Status is EntryStatus.InDoubt).Sum(static entry => entry.CostNanoUsd);

    /// <summary>What the provider billed, nano-dollars.</summary>
    public long BilledNanoUsd => billed.Sum(CostOf);

    /// <summary>Nothing is held any more, and all sums of the account agree with the batch.</summary>
    public void AssertAtRest()
    {
        audit.AssertSumsAgree();
        Assert.All(audit.Rows.OfType<WindowRow>(), static window => Assert.Equal(0, window.HeldNanoUsd));
        Assert.Empty(audit.Rows.OfType<ReservationRow>());
        Assert.Equal((audit.Entries.Sum(static entry => entry.CostNanoUsd), 0L), (batch.CostNanoUsd, batch.HeldNanoUsd));
        Assert.Equal(batch.ChunksTotal, batch.ChunksDone);
    }

    /// <summary>
    /// Each answered item has one entry, at exactly what the provider billed for one of its calls; each of its other calls is within an entry in doubt.
    /// </summary>
    public void AssertEachAnswerIsPaidOnce(IEnumerable<string> answered)
    {
        foreach (var id in answered)
        {
            var paid = Assert.Single(_entries[id], static entry => entry.Status is EntryStatus.Succeeded);
            var calls = _billed[id].Select(CostOf).ToList();
            Assert.True(calls.Remove(paid.CostNanoUsd), $"{id} costs {paid.CostNanoUsd} nano-USD, which the provider did not bill.");
            var doubts = _entries[id].Where(static entry => entry.Status is EntryStatus.InDoubt).ToList();
            Assert.True(calls.Count <= doubts.Count, $"{id} was billed {calls.Count + 1} times, and only {doubts.Count} entries are in doubt.");
            Assert.All(calls, cost => Assert.All(doubts, doubt => Assert.True(cost <= doubt.CostNanoUsd)));
        }
    }

    private long CostOf(BookEntry call) => CallCost.NanoUsd(
        PriceCatalogue.BuiltIn.Find(call.Model, audit.Entries[0].Day)!, new TokenUsage(call.PromptTokens, call.CompletionTokens));
}
