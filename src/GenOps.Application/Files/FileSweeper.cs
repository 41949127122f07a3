using GenOps.Application.Storage;
using GenOps.Core.Files;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Application.Files;

/// <summary>
/// Removes the files of all tenants that have expired, and what is left of uploads that were never finished. May run twice at one time.
/// </summary>
public sealed class FileSweeper(IRowStores stores, IBlobStore blobs, TimeProvider time)
{
    /// <summary>Looks at every file once; returns how many were removed.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        string? continuation = null;
        do
        {
            // Every name: they start with a digit or a lower-case letter.
            var page = await stores.Directory.QueryAsync(TenantIndexRow.Partition, "0", "{", RowLimits.MaxPageRows, continuation, cancellationToken);
            foreach (var row in page.Rows)
            {
                removed += await SweepAsync(((TenantIndexRow)row.Row).Tenant, cancellationToken);
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return removed;
    }

    private async Task<int> SweepAsync(string tenant, CancellationToken cancellationToken)
    {
        var (removed, now) = (0, time.GetUtcNow());
        string? continuation = null;
        do
        {
            var page = await stores.Accounts.QueryAsync(
                tenant, FileRow.Prefix, RowKeyPrefix.EndOf(FileRow.Prefix), RowLimits.MaxPageRows, continuation, cancellationToken);
            foreach (var stored in page.Rows.Where(stored => ((FileRow)stored.Row).ExpiresAt <= now))
            {
                // The content first: cut off in between, the row still tells what to remove.
                await blobs.DeleteAsync(FileRow.BlobOf(tenant, ((FileRow)stored.Row).FileId), cancellationToken);
                var outcome = await stores.Accounts.CommitAsync(tenant, [RowChange.Delete(stored.Row, stored.ETag)], cancellationToken);
                removed += outcome.IsCommitted ? 1 : 0;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return removed;
    }
}
