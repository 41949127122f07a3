using GenOps.Application.Storage;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;

namespace GenOps.Application.Accounts;

/// <summary>Sums of roll-ups, read page by page.</summary>
internal static class RollupSums
{
    private const int PageRows = 1_000;

    /// <summary>What the roll-ups of a window say that a scope spent, in nano-dollars.</summary>
    public static async Task<long> SpentAsync(
        IRowStore store, string tenant, string path, BudgetWindow window, CancellationToken cancellationToken)
    {
        var last = window.IsMonth ? window.Start.AddMonths(1).AddDays(-1) : window.Start;
        var sum = 0L;
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(
                tenant, RollupRow.DayPrefix(window.Start), RollupRow.DayPrefix(last) + "~", PageRows, continuation, cancellationToken);
            foreach (var row in page.Rows)
            {
                sum = checked(sum + CostWithin((RollupRow)row.Row, path));
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return sum;
    }

    private static long CostWithin(RollupRow row, string path)
    {
        var charged = row.Rollup.Team is not { } team ? BudgetPath.Tenant
            : row.Rollup.Project is { } project ? BudgetPath.Of(team, project)
            : team;
        return BudgetPath.IsWithin(charged, path) ? row.Tally.CostNanoUsd : 0;
    }
}
