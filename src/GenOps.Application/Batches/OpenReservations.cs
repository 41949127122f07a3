using GenOps.Application.Storage;

namespace GenOps.Application.Batches;

/// <summary>Ends the reservations of a batch whose orchestration will not end them any more.</summary>
public sealed class OpenReservations(IRowStores stores, ChunkRunner runner, BatchReservations reservations)
{
    /// <summary>
    /// Enters what is known of each open reservation's calls and gives the rest back. The batch must be over, so that nothing new is sent. False while
    /// somebody still runs one.
    /// </summary>
    public async Task<bool> ReleaseAsync(BatchKey batch, CancellationToken cancellationToken)
    {
        var isDone = true;
        foreach (var row in await ReservationReads.OpenOfAsync(stores.Accounts, batch.Tenant, batch.BatchId, cancellationToken))
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
}
