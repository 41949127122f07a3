using GenOps.Application.Storage;
using GenOps.Benchmarks.Load;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Benchmarks.Durable;

/// <summary>Writes copies of a stored entry in the largest transactions there are, into so many partitions of their own.</summary>
internal sealed class EntryWriters(IRowStore store, EntryRow sample, int partitions)
{
    public const int RowsPerTransaction = RowLimits.MaxTransactionRows;

    private int _transactions;

    /// <summary>An entry as the governed call has written it.</summary>
    public static async Task<EntryRow> SampleAsync(IRowStore store, string tenant)
    {
        var page = await store.QueryAsync(tenant, "e|", RowKeyPrefix.EndOf("e|"), limit: 1, continuation: null, CancellationToken.None);
        return (EntryRow)page.Rows[0].Row;
    }

    /// <summary>Transactions for a time.</summary>
    public Task<LoadResult> RunAsync(int writers, TimeSpan duration) => CallLoad.RunAsync(writers, duration, async writer =>
    {
        var transaction = Interlocked.Increment(ref _transactions);
        var changes = Enumerable.Range(0, RowsPerTransaction)
            .Select(row => RowChange.Insert(sample with { EntryId = $"{transaction:00000000}{row:000}{sample.EntryId}" }))
            .ToArray();
        await store.CommitAsync($"written-{writer % partitions}", changes, CancellationToken.None);
        return true;
    });
}
