using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Functions.Tests.Support;

/// <summary>All rows of a tenant's account, and whether their sums agree.</summary>
internal sealed class Audit
{
    private Audit(IReadOnlyList<Row> rows) => Rows = rows;

    public IReadOnlyList<Row> Rows { get; }

    public IReadOnlyList<EntryRow> Entries => [.. Rows.OfType<EntryRow>()];

    public static async Task<Audit> ReadAsync(IRowStores stores, string tenant)
    {
        var rows = new List<Row>();
        string? continuation = null;
        do
        {
            var page = await stores.Accounts.QueryAsync(tenant, " ", "~", RowLimits.MaxPageRows, continuation, CancellationToken.None);
            rows.AddRange(page.Rows.Select(static stored => stored.Row));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return new Audit(rows);
    }

    /// <summary>Reads again and again until no lease holds money any more: idle ones come back in seconds, those of dead owners run out.</summary>
    public static async Task<Audit> ReadAtRestAsync(IRowStores stores, string tenant, CancellationToken cancellationToken)
    {
        while (true)
        {
            var audit = await ReadAsync(stores, tenant);
            if (audit.Rows.OfType<WindowRow>().All(static window => window.HeldNanoUsd == 0))
            {
                // Pages are read one after another, so entries of the last closing can be missing from the first of them.
                return await ReadAsync(stores, tenant);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>
    /// Per window: entries = spent, with what leases and reservations settled and did not fold yet; entries = roll-ups; entries = sessions + calls
    /// without one.
    /// </summary>
    public void AssertSumsAgree()
    {
        foreach (var window in Rows.OfType<WindowRow>())
        {
            var kind = BudgetWindow.Parse(window.Window.Id);
            var entries = Entries.Where(entry => IsIn(entry.Day, kind) && BudgetPath.IsWithin(entry.Path, window.Path)).Sum(static entry => entry.CostNanoUsd);
            Assert.Equal(entries, checked(window.SpentNanoUsd + UnfoldedWithin(window.Path, kind)));
        }

        Assert.Equal(Entries.Sum(static entry => entry.CostNanoUsd), Rows.OfType<RollupRow>().Sum(static rollup => rollup.Tally.CostNanoUsd));
        Assert.Equal(
            Entries.Where(static entry => entry.SessionId is not null).Sum(static entry => entry.CostNanoUsd),
            Rows.OfType<SessionPartialRow>().SelectMany(static session => session.ByModel.Values).Sum(static tally => tally.CostNanoUsd));
    }

    private long UnfoldedWithin(string path, BudgetWindow window) =>
        Rows.OfType<LeaseRow>().Where(lease => IsIn(lease.Day, window) && BudgetPath.IsWithin(lease.Path, path)).Sum(static lease => lease.UnfoldedNanoUsd)
        + Rows.OfType<ReservationRow>().Where(held => IsIn(held.Day, window) && BudgetPath.IsWithin(held.Path, path)).Sum(static held => held.UnfoldedNanoUsd);

    private static bool IsIn(DateOnly day, BudgetWindow window) =>
        window.IsMonth ? BudgetWindow.MonthOf(day) == window : BudgetWindow.DayOf(day) == window;
}
