using GenOps.Adapters.Memory;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;

namespace GenOps.Cli.Tests.Books;

/// <summary>A tenant's rows in a store that no app writes to, so that a test can tamper with them.</summary>
internal static class BookCopy
{
    public static async Task<IRowStores> OfAsync(IRowStores stores, string tenant)
    {
        var copy = new MemoryRowStores(TimeProvider.System);
        foreach (var chunk in (await RowsAsync(stores, tenant)).Chunk(RowLimits.MaxTransactionRows))
        {
            Assert.True((await copy.Accounts.CommitAsync(tenant, [.. chunk.Select(static row => RowChange.Insert(row.Row))], default)).IsCommitted);
        }

        return copy;
    }

    public static async Task<IReadOnlyList<StoredRow>> RowsAsync(IRowStores stores, string tenant)
    {
        var rows = new List<StoredRow>();
        string? continuation = null;
        do
        {
            var page = await stores.Accounts.QueryAsync(tenant, " ", "~", RowLimits.MaxPageRows, continuation, default);
            rows.AddRange(page.Rows);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return rows;
    }

    public static async Task<long> HeldAsync(IRowStores stores, string tenant) =>
        (await RowsAsync(stores, tenant)).Select(static row => row.Row).OfType<WindowRow>().Sum(static window => window.HeldNanoUsd);

    /// <summary>Changes the first row of a type that is chosen; null deletes it. Returns it as it was.</summary>
    public static async Task<T> TamperAsync<T>(IRowStores stores, string tenant, Func<T, bool> choose, Func<T, Row?> change)
        where T : Row
    {
        var stored = (await RowsAsync(stores, tenant)).First(row => row.Row is T typed && choose(typed));
        var row = (T)stored.Row;
        var after = change(row);
        var changed = after is null ? RowChange.Delete(row, stored.ETag) : RowChange.Replace(after, stored.ETag);
        Assert.True((await stores.Accounts.CommitAsync(tenant, [changed], default)).IsCommitted);
        return row;
    }
}
