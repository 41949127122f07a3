using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;

namespace GenOps.Application.Reports;

/// <summary>Reads all leases of an account.</summary>
internal static class LeaseReads
{
    /// <summary>The rows, and storage's clock when the first of them were read.</summary>
    public static async Task<(IReadOnlyList<StoredRow> Rows, DateTimeOffset StorageTime)> AllAsync(
        IRowStore store, string tenant, CancellationToken cancellationToken)
    {
        var rows = new List<StoredRow>();
        DateTimeOffset? storageTime = null;
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(
                tenant, LeaseRow.Prefix, RowKeyPrefix.EndOf(LeaseRow.Prefix), RowLimits.MaxPageRows, continuation, cancellationToken);
            rows.AddRange(page.Rows);
            storageTime ??= page.StorageTime;
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return (rows, storageTime!.Value);
    }
}
