using System.Runtime.CompilerServices;
using GenOps.Application.Storage;
using GenOps.Core.Files;
using GenOps.Core.Reports;
using GenOps.Core.Rows;

namespace GenOps.Application.Files;

/// <summary>Reads files from an account's partition as a caller may see them.</summary>
internal sealed class FileReads(IRowStore store, TimeProvider time)
{
    /// <summary>A readable file; null when the caller sees none of this id.</summary>
    public async ValueTask<StoredRow?> FindAsync(string tenant, string fileId, Pins pins, CancellationToken cancellationToken) =>
        FileIds.IsValid(fileId)
        && await store.GetAsync(tenant, FileRow.KeyOf(fileId), cancellationToken) is { Row: FileRow row } stored
        && row.IsReadable(time.GetUtcNow())
        && pins.Sees(row.Attributes)
            ? stored
            : null;

    /// <summary>A page of readable files.</summary>
    public Task<FilePage> PageAsync(string tenant, FileQuery query, CancellationToken cancellationToken) =>
        query.OldestFirst ? OldestAsync(tenant, query, cancellationToken) : NewestAsync(tenant, query, cancellationToken);

    private async Task<FilePage> NewestAsync(string tenant, FileQuery query, CancellationToken cancellationToken)
    {
        // Ids have one length, so that only the cursor's own key starts with it.
        var from = query.After is null ? FileRow.Prefix : FileRow.KeyOf(query.After) + "~";
        var found = new List<FileRow>();
        await foreach (var row in SeenAsync(tenant, from, RowKeyPrefix.EndOf(FileRow.Prefix), query, cancellationToken))
        {
            if (found.Count == query.Limit)
            {
                return new FilePage(found, HasMore: true);
            }

            found.Add(row);
        }

        return new FilePage(found, HasMore: false);
    }

    // Rows come the newest first: the oldest after the cursor are the last ones before it.
    private async Task<FilePage> OldestAsync(string tenant, FileQuery query, CancellationToken cancellationToken)
    {
        var before = query.After is null ? RowKeyPrefix.EndOf(FileRow.Prefix) : FileRow.KeyOf(query.After);
        var last = new Queue<FileRow>();
        var hasMore = false;
        await foreach (var row in SeenAsync(tenant, FileRow.Prefix, before, query, cancellationToken))
        {
            last.Enqueue(row);
            if (last.Count > query.Limit)
            {
                last.Dequeue();
                hasMore = true;
            }
        }

        return new FilePage([.. last.Reverse()], hasMore);
    }

    private async IAsyncEnumerable<FileRow> SeenAsync(
        string tenant, string from, string before, FileQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(tenant, from, before, RowLimits.MaxPageRows, continuation, cancellationToken);
            foreach (var row in page.Rows.Select(static stored => (FileRow)stored.Row))
            {
                if (row.IsReadable(now) && query.Pins.Sees(row.Attributes) && (query.Purpose is null || row.Purpose == query.Purpose))
                {
                    yield return row;
                }
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
