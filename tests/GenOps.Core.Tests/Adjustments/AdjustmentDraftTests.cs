using GenOps.Core.Accounts;
using GenOps.Core.Adjustments;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Tests.Adjustments;

public sealed class AdjustmentDraftTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly Adjustment Refund = new(-30, "because", new DateOnly(2026, 10, 1));

    [Fact]
    public void Changes_RowsAsRead_AllAgreeOnTheNewSums()
    {
        var entry = AdjustmentDraft.Entry(Refund, "e", Now);
        var draft = new AdjustmentDraft(entry);

        var changes = draft.Changes(
            Stored(new HeadRow(3, 4), "head"),
            Stored(new WindowRow(BudgetWindow.DayOf(Today), BudgetPath.Tenant, 50, 5), "day"),
            Stored(new WindowRow(BudgetWindow.MonthOf(Today), BudgetPath.Tenant, 500, 5), "month"),
            rollup: null,
            RowChange.Insert(new HeadRow(0, 0)));

        Assert.Equal((Today, Refund.ForDate), (entry.Day, entry.ForDate!.Value));
        Assert.Equal(RowChange.Replace(new HeadRow(3, 4), "head"), changes[0]);
        Assert.Equal(
            [(draft.DayKey, 20L, 5L, "day"), (draft.MonthKey, 470L, 5L, "month")],
            changes.Where(change => change.Row is WindowRow).Select(change => (change.Row.RowKey, ((WindowRow)change.Row).SpentNanoUsd, ((WindowRow)change.Row).HeldNanoUsd, change.ETag!)));
        Assert.Equal(-30, Assert.Single(changes.Select(change => change.Row).OfType<RollupRow>()).Tally.CostNanoUsd);
        Assert.Equal(-30, Assert.Single(changes.Select(change => change.Row).OfType<EntryRow>()).CostNanoUsd);
    }

    private static StoredRow Stored(Row row, string eTag) => new(row, eTag, Now);
}
