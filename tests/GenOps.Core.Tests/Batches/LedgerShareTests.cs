using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Tests.Batches;

public sealed class LedgerShareTests
{
    private readonly LedgerShare _share = new("owner");

    [Fact]
    public void Draft_EntriesOfASession_GoToTheEntriesTheRollupAndTheSession()
    {
        var changes = _share.Draft([Entry("e1", 5), Entry("e2", 7)]);

        Assert.Equal(["e1", "e2"], changes.Take(2).Select(change => ((EntryRow)change.Row).EntryId));
        Assert.Equal(12, Assert.Single(changes.Select(change => change.Row).OfType<RollupRow>()).Tally.CostNanoUsd);
        Assert.Equal(12, Assert.Single(changes.Select(change => change.Row).OfType<SessionPartialRow>()).ByModel["m"].CostNanoUsd);
        Assert.All(changes, change => Assert.Equal(RowChangeKind.Insert, change.Kind));
    }

    [Fact]
    public void Draft_AfterACommit_GoesOnFromWhatWasWritten()
    {
        _share.Draft([Entry("e1", 5)]);
        _share.Committed(["r", "s"]);

        var changes = _share.Draft([Entry("e2", 7)]);

        Assert.Equal([("r", 12L)], changes.Where(change => change.Row is RollupRow).Select(change => (change.ETag!, ((RollupRow)change.Row).Tally.CostNanoUsd)));
    }

    [Fact]
    public void Draft_BeforeWasNotCommitted_CountsItOnce()
    {
        _share.Draft([Entry("e1", 5)]);

        var again = _share.Draft([Entry("e1", 5)]);

        Assert.Equal(5, again.Select(change => change.Row).OfType<RollupRow>().Single().Tally.CostNanoUsd);
    }

    [Fact]
    public void Accept_RowAsStored_IsWhatTheNextDraftAddsTo()
    {
        var written = (RollupRow)_share.Draft([Entry("e1", 5)])[1].Row;
        _share.Accept(written.RowKey, new StoredRow(written, "new", default));

        var change = _share.Draft([Entry("e2", 7)]).Single(change => change.Row is RollupRow);

        Assert.Equal(("new", 12L), (change.ETag, ((RollupRow)change.Row).Tally.CostNanoUsd));
    }

    private static EntryRow Entry(string id, long cost) => new()
    {
        Day = new DateOnly(2026, 11, 24),
        EntryId = id,
        RequestId = id,
        Attempt = 1,
        Kind = EntryKind.Batch,
        At = SampleBatch.Now,
        Path = "",
        Attribution = Attribution.None,
        SessionId = "01JDRQ4V5K8T2M3N6P7R9S0A1B",
        Model = "m",
        CostNanoUsd = cost,
        HeldNanoUsd = cost,
        Status = EntryStatus.Succeeded,
    };
}
