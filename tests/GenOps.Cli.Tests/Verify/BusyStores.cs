using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Cli.Tests.Verify;

/// <summary>
/// Books that are charged whenever a day's entries were read: a nano-dollar each time, in one transaction with entry, roll-up and windows as if it was
/// folded at once. The reader has missed the entry by then, and meets the rest.
/// </summary>
internal sealed class BusyStores(IRowStores inner, DateOnly day, int settlements) : IRowStores, IRowStore
{
    private int _settled;

    public IRowStore Accounts => this;

    public IRowStore Directory => inner.Directory;

    public ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken) =>
        inner.Accounts.GetAsync(partition, rowKey, cancellationToken);

    public async ValueTask<RowPage> QueryAsync(
        string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken)
    {
        var page = await inner.Accounts.QueryAsync(partition, fromKey, beforeKey, limit, continuation, cancellationToken);
        if (fromKey == EntryRow.DayPrefix(day) && _settled < settlements)
        {
            _settled++;
            await SettleAsync(partition, cancellationToken);
        }

        return page;
    }

    public ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Who verifies must not write.");

    private async Task SettleAsync(string partition, CancellationToken cancellationToken)
    {
        var store = inner.Accounts;
        var id = Ulid.NewUlid().ToString();
        var entry = new EntryRow
        {
            Day = day,
            EntryId = id,
            RequestId = id,
            Attempt = 1,
            Kind = EntryKind.Chat,
            At = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
            Path = "",
            Attribution = Attribution.None,
            Model = "m",
            CostNanoUsd = 1,
            Status = EntryStatus.Succeeded,
        };
        var key = RollupKey.Of(day, entry.Attribution, entry.Model);
        var rollup = (await store.GetAsync(partition, new RollupRow(key, RollupRow.FoldedOwner, RollupRow.HashOf(key), default, LatencyHistogram.Empty).RowKey, cancellationToken))!;
        var changes = new List<RowChange> { RowChange.Insert(entry), RowChange.Replace(Plus((RollupRow)rollup.Row, entry), rollup.ETag) };
        foreach (var window in (BudgetWindow[])[BudgetWindow.DayOf(day), BudgetWindow.MonthOf(day)])
        {
            var stored = (await store.GetAsync(partition, WindowRow.KeyOf(window, ""), cancellationToken))!;
            changes.Add(RowChange.Replace((WindowRow)stored.Row with { SpentNanoUsd = ((WindowRow)stored.Row).SpentNanoUsd + 1 }, stored.ETag));
        }

        Assert.True((await store.CommitAsync(partition, changes, cancellationToken)).IsCommitted);
    }

    private static RollupRow Plus(RollupRow rollup, EntryRow entry) => rollup with { Tally = rollup.Tally + Tally.Of(entry) };
}
