using GenOps.Core.Housekeeping;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Tests.Housekeeping;

public sealed class PartialFoldTests
{
    private static readonly DateTimeOffset Since = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly RollupKey Key = new(new DateOnly(2026, 11, 24), null, null, "m", null, null, null, null);

    [Fact]
    public void Of_OldShares_BecomeOneRowThatAddsToTheFoldedOne()
    {
        var changes = PartialFold.Of([Share(RollupRow.FoldedOwner, 1, -9), Share("a", 10, -1), Share("b", 100, -1), Share("c", 1_000, 0)], Since);

        Assert.Equal([RowChangeKind.Replace, RowChangeKind.Delete, RowChangeKind.Delete], changes.Select(change => change.Kind));
        Assert.Equal([("_", 111L), ("a", 10L), ("b", 100L)], changes.Select(change => (RollupRow)change.Row).Select(row => (row.Owner, row.Tally.CostNanoUsd)));
        Assert.Equal(["_", "a", "b"], changes.Select(change => change.ETag));
    }

    [Fact]
    public void Of_OneShareAlone_StaysAsItIs() => Assert.Empty(PartialFold.Of([Share("a", 10, -1), Share("c", 1_000, 1)], Since));

    private static StoredRow Share(string owner, long cost, int writtenMinutesAfter) => new(
        new RollupRow(Key, owner, RollupRow.HashOf(Key), new Tally { CostNanoUsd = cost }, LatencyHistogram.Empty),
        owner,
        Since.AddMinutes(writtenMinutesAfter));
}
