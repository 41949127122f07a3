using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Rows;

namespace GenOps.Application.Batches;

/// <summary>The reservations of one chunk as read at one time.</summary>
/// <param name="Stored">Their rows, the first attempt first.</param>
/// <param name="StorageTime">Storage's clock at the reading.</param>
internal sealed record ChunkReservations(IReadOnlyList<StoredRow> Stored, DateTimeOffset StorageTime)
{
    private const int PageRows = 1_000;

    /// <summary>The rows.</summary>
    public IEnumerable<ReservationRow> Rows => Stored.Select(stored => (ReservationRow)stored.Row);

    /// <summary>The row of an attempt; null when there is none.</summary>
    public StoredRow? Find(int attempt) => Stored.FirstOrDefault(stored => ((ReservationRow)stored.Row).Attempt == attempt);

    /// <summary>Reads the reservations of a chunk.</summary>
    public static async Task<ChunkReservations> ReadAsync(
        IRowStore store, string tenant, string batchId, int chunk, CancellationToken cancellationToken)
    {
        var prefix = ReservationRow.ChunkPrefix(batchId, chunk);
        var rows = new List<StoredRow>();
        string? continuation = null;
        while (true)
        {
            var page = await store.QueryAsync(tenant, prefix, RowKeyPrefix.EndOf(prefix), PageRows, continuation, cancellationToken);
            rows.AddRange(page.Rows);
            continuation = page.Continuation;
            if (continuation is null)
            {
                return new ChunkReservations(rows, page.StorageTime);
            }
        }
    }

    /// <summary>Places of the items that have no result yet and no open reservation.</summary>
    public IReadOnlyList<int> Left(int items)
    {
        var taken = Rows
            .SelectMany(row => row.Items.Where(item => item.IsDone || (!row.Closed && item.State is ItemState.Waiting or ItemState.InFlight)))
            .Select(item => item.Index)
            .ToHashSet();
        return [.. Enumerable.Range(0, items).Where(index => !taken.Contains(index))];
    }
}
