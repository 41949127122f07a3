using System.Runtime.CompilerServices;
using GenOps.Application.Storage;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;

namespace GenOps.Application.Reports;

/// <summary>Adds up a tenant's usage from its roll-ups. No entry is ever read for it, so a year costs what its roll-ups cost.</summary>
public sealed class UsageReader(IRowStores stores)
{
    private const int PageRows = RowLimits.MaxPageRows;
    private const int ParallelRanges = 12;

    // Ranges short enough to share a year out, long enough that their pages are full.
    private const int DaysPerRange = 31;

    /// <summary>The report; null when it would have more groups than <see cref="UsageQuery.MaxGroups"/>.</summary>
    public Task<UsageReport?> ReadAsync(string tenant, UsageQuery query, CancellationToken cancellationToken) =>
        ReadAsync(tenant, query, new UsageSums(query), cancellationToken);

    internal async Task<UsageReport?> ReadAsync(string tenant, UsageQuery query, UsageSums sums, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelRanges, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Ranges(query), options, async (range, token) =>
        {
            await foreach (var page in PagesAsync(tenant, range.First, range.Last, token))
            {
                lock (gate)
                {
                    foreach (var row in page)
                    {
                        sums.Add(row);
                    }

                    if (sums.IsOverLimit)
                    {
                        return;
                    }
                }
            }
        });
        return sums.IsOverLimit ? null : sums.ToReport();
    }

    /// <summary>Pages of all shares of roll-ups of some days.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<RollupRow>> PagesAsync(
        string tenant, DateOnly first, DateOnly last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, before) = (RollupRow.DayPrefix(first), RowKeyPrefix.EndOf(RollupRow.DayPrefix(last)));
        string? continuation = null;
        do
        {
            var page = await stores.Accounts.QueryAsync(tenant, from, before, PageRows, continuation, cancellationToken);
            yield return [.. page.Rows.Select(stored => (RollupRow)stored.Row)];
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private static IEnumerable<(DateOnly First, DateOnly Last)> Ranges(UsageQuery query)
    {
        for (var first = query.From; first <= query.To; first = first.AddDays(DaysPerRange))
        {
            var last = first.AddDays(DaysPerRange - 1);
            yield return (first, last < query.To ? last : query.To);
        }
    }
}
