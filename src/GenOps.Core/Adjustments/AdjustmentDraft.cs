using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Adjustments;

/// <summary>
/// Makes the one transaction of an adjustment: its entry, the tenant's windows of the day it is dated, the day's roll-up, and the head, whose ETag
/// orders it among all grants. So entries, windows and roll-ups agree before and after.
/// </summary>
public sealed class AdjustmentDraft
{
    private readonly EntryRow _entry;
    private readonly RollupRow _newRollup;

    /// <summary>A draft of an entry that <see cref="Entry"/> made.</summary>
    public AdjustmentDraft(EntryRow entry)
    {
        _entry = entry;
        var key = RollupKey.Of(entry.Day, entry.Attribution, entry.Model);
        _newRollup = new RollupRow(key, RollupRow.FoldedOwner, RollupRow.HashOf(key), default, LatencyHistogram.Empty);
    }

    /// <summary>The window row of the day.</summary>
    public string DayKey => WindowRow.KeyOf(BudgetWindow.DayOf(_entry.Day), BudgetPath.Tenant);

    /// <summary>The window row of the month.</summary>
    public string MonthKey => WindowRow.KeyOf(BudgetWindow.MonthOf(_entry.Day), BudgetPath.Tenant);

    /// <summary>The roll-up row.</summary>
    public string RollupKeyText => _newRollup.RowKey;

    /// <summary>The entry of an adjustment, dated on the day it is made.</summary>
    public static EntryRow Entry(Adjustment adjustment, string entryId, DateTimeOffset now) => new()
    {
        Day = DateOnly.FromDateTime(now.UtcDateTime),
        EntryId = entryId,
        RequestId = entryId,
        Attempt = 1,
        Kind = EntryKind.Adjustment,
        At = now,
        Path = BudgetPath.Tenant,
        Attribution = Attribution.None,
        CostNanoUsd = adjustment.AmountNanoUsd,
        Status = EntryStatus.Posted,
        ForDate = adjustment.ForDate,
        Reason = adjustment.Reason,
    };

    /// <summary>The changes over the rows as read; <paramref name="extra"/> is made with them.</summary>
    public IReadOnlyList<RowChange> Changes(StoredRow head, StoredRow? day, StoredRow? month, StoredRow? rollup, RowChange extra)
    {
        var sums = (RollupRow?)rollup?.Row ?? _newRollup;
        return
        [
            RowChange.Replace(head.Row, head.ETag),
            RowChange.Put(Spent(day, BudgetWindow.DayOf(_entry.Day)), day?.ETag),
            RowChange.Put(Spent(month, BudgetWindow.MonthOf(_entry.Day)), month?.ETag),
            RowChange.Put(sums with { Tally = sums.Tally + Tally.Of(_entry) }, rollup?.ETag),
            RowChange.Insert(_entry),
            extra,
        ];
    }

    private WindowRow Spent(StoredRow? stored, BudgetWindow window)
    {
        var row = (WindowRow?)stored?.Row ?? new WindowRow(window, BudgetPath.Tenant, 0, 0);
        return row with { SpentNanoUsd = checked(row.SpentNanoUsd + _entry.CostNanoUsd) };
    }
}
