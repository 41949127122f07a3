using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Rows;

namespace GenOps.Application.Batches;

/// <summary>Ends the reservations of a batch whose orchestration will not end them any more.</summary>
public sealed class OpenReservations(IRowStores stores, ChunkRunner runner, BatchReservations reservations)
{
    private const int PageRows = 1_000;

    /// <summary>
    /// Enters what is known of each open reservation's calls and gives the rest back. The batch must be over, so that nothing new is sent. False while
    /// somebody still runs one.
    /// </summary>
    public async Task<bool> ReleaseAsync(BatchKey batch, CancellationToken cancellationToken)
    {
        var isDone = true;
        foreach (var row in await OpenAsync(batch, cancellationToken))
        {
            var key = new ChunkKey(batch.Tenant, batch.BatchId, row.Chunk, row.Attempt);
            if ((await runner.RunAsync(key, cancellationToken)).IsBusy)
            {
                isDone = false;
                continue;
            }

            await reservations.SettleAsync(key, cancellationToken);
        }

        return isDone;
    }

    private async Task<List<ReservationRow>> OpenAsync(BatchKey batch, CancellationToken cancellationToken)
    {
        var prefix = ReservationRow.BatchPrefix(batch.BatchId);
        var open = new List<ReservationRow>();
        string? continuation = null;
        do
        {
            var page = await stores.Accounts.QueryAsync(batch.Tenant, prefix, RowKeyPrefix.EndOf(prefix), PageRows, continuation, cancellationToken);
            open.AddRange(page.Rows.Select(stored => (ReservationRow)stored.Row).Where(row => !row.Closed));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return open;
    }
}
