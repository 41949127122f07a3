using GenOps.Core.Budgets;
using GenOps.Core.Ledger;

namespace GenOps.Core.Tests.Ledger;

public sealed class TallyTests
{
    [Fact]
    public void Add_SumThatNoLongHolds_Throws() =>
        Assert.Throws<OverflowException>(() => new Tally { CostNanoUsd = long.MaxValue } + new Tally { CostNanoUsd = 1 });

    [Fact]
    public void Of_DoubtAndItsRelease_CancelOut()
    {
        var doubt = Tally.Of(Entry(EntryKind.InDoubt, EntryStatus.InDoubt, 10));
        Assert.Equal((10L, 10L), (doubt.CostNanoUsd, doubt.InDoubtNanoUsd));

        var rest = doubt + Tally.Of(Entry(EntryKind.InDoubtRelease, EntryStatus.Posted, -10));

        Assert.Equal(default, rest);
    }

    [Fact]
    public void HashOf_KeysThatDifferInOneValue_AreNeverTheSame()
    {
        var day = new DateOnly(2026, 11, 24);
        RollupKey[] keys =
        [
            new(day, null, null, null, null, null, null, null), new(day, "ab", null, null, null, null, null, null),
            new(day, null, "ab", null, null, null, null, null), new(day, null, null, "ab", null, null, null, null),
            new(day, null, null, null, "ab", null, null, null), new(day, null, null, null, null, "ab", null, null),
            new(day, null, null, null, null, null, "ab", null), new(day, null, null, null, null, null, null, "ab"),
            new(day, "a", "b", null, null, null, null, null), new(day, "", null, null, null, null, null, null),
        ];

        Assert.Equal(keys.Length, keys.Select(RollupRow.HashOf).Distinct().Count());
    }

    private static EntryRow Entry(EntryKind kind, EntryStatus status, long cost) => new()
    {
        Day = new DateOnly(2026, 11, 24),
        EntryId = "e",
        RequestId = "e",
        Attempt = 1,
        Kind = kind,
        At = DateTimeOffset.UnixEpoch,
        Path = BudgetPath.Tenant,
        Attribution = Attribution.None,
        CostNanoUsd = cost,
        Status = status,
    };
}
