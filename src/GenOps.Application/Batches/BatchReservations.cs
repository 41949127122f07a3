using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Rows;

namespace GenOps.Application.Batches;

/// <summary>Takes money from the account for the items of chunks and gives back what they did not cost. Safe for concurrent use.</summary>
/// <remarks>
/// Every change is one transaction under the head's ETag, together with the batch's row. A reservation is named by batch, chunk and attempt: asking again
/// for one that exists answers what it holds.
/// </remarks>
public sealed class BatchReservations
{
    private const int MaxTries = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly IRowStore _store;
    private readonly BatchBook _book;
    private readonly ChunkItems _items;
    private readonly AccountLooks _looks;
    private readonly TimeProvider _time;

    internal BatchReservations(IRowStore store, BatchBook book, ChunkItems items, TimeProvider time)
    {
        (_store, _book, _items, _time) = (store, book, items, time);
        _looks = new AccountLooks(store);
    }

    /// <summary>Holds the worst case of the longest prefix of the chunk's items left that fits.</summary>
    public async Task<Reserved> ReserveAsync(ChunkKey key, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            if (await TryReserveAsync(key, cancellationToken) is { } reserved)
            {
                return reserved;
            }

            await Task.Delay(Pause, _time, cancellationToken);
        }

        throw Crowded(key);
    }

    /// <summary>Counts the lines that have a result, folds what they cost into the windows and gives the rest back. Harmless when made again.</summary>
    public async Task SettleAsync(ChunkKey key, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            if (await TrySettleAsync(key, cancellationToken))
            {
                return;
            }

            await Task.Delay(Pause, _time, cancellationToken);
        }

        throw Crowded(key);
    }

    private static RowStoreException Crowded(ChunkKey key) => new(
        RowStoreFault.Throttled, $"The account of {key.Tenant} changed {MaxTries} times while chunk {key.Chunk} of {key.BatchId} tried to; nothing was written.");

    private async Task<Reserved?> TryReserveAsync(ChunkKey key, CancellationToken cancellationToken)
    {
        var batchStored = await _book.ReadAsync(key.Tenant, key.BatchId, cancellationToken);
        if (batchStored is not { Row: BatchRow batch }
            || await _store.GetAsync(key.Tenant, ChunkRow.KeyOf(key.BatchId, key.Chunk), cancellationToken) is not null)
        {
            return new Reserved(0, 0);
        }

        // Planning takes time, so it comes before the look: only a change of the rules meanwhile makes it useless.
        if (await _store.GetAsync(key.Tenant, LimitsRow.Key, cancellationToken) is not { Row: LimitsRow { Deleted: false } limits })
        {
            return new Reserved(0, 1, Stop: StopReason.Cancelled);
        }

        var items = await _items.ReadAsync(key.Tenant, batch, key.Chunk, limits.Document, cancellationToken);
        var look = await _looks.TakeAsync(key.Tenant, cancellationToken);
        if (look is null || look.Limits.Version != limits.Version)
        {
            return null;
        }

        var reservations = await ChunkReservations.ReadAsync(_store, key.Tenant, key.BatchId, key.Chunk, cancellationToken);
        var left = reservations.Left(items.Count);
        if (reservations.Find(key.Attempt) is { Row: ReservationRow held })
        {
            return new Reserved(held.Items.Count, left.Count + held.Items.Count);
        }

        var now = _time.GetUtcNow();
        if (left.Count == 0 || Stop(batch, now) is not StopReason.None)
        {
            return new Reserved(0, left.Count, Stop: Stop(batch, now));
        }

        var day = DateOnly.FromDateTime(now.UtcDateTime);
        await _looks.OpenAsync(look, key.Tenant, look.PathOf(batch.Attribution), day, cancellationToken);
        if (!await _looks.SeedAsync(look, key.Tenant, cancellationToken))
        {
            return new Reserved(0, left.Count, ReservationRefusal.InFlight);
        }

        var worst = left.Select(index => items[index].WorstNanoUsd).ToList();
        var batchLeft = batch.MaxCostNanoUsd is { } max ? max - batch.CostNanoUsd : long.MaxValue;
        var batchRoom = batch.MaxCostNanoUsd is null ? long.MaxValue : batchLeft - batch.HeldNanoUsd;
        var grant = look.Fit(worst, batchRoom);
        return grant.Items == 0
            ? await RefuseAsync(key, look, worst[0], batchLeft, left.Count, cancellationToken)
            : await GrantAsync(key, look, batchStored, grant, [.. left.Take(grant.Items).Zip(worst, (index, held) => new ReservedItem(index, held))], grant.Items == left.Count, day, cancellationToken)
                ? new Reserved(grant.Items, left.Count)
                : null;
    }

    /// <summary>Why a batch gets nothing more.</summary>
    internal static StopReason Stop(BatchRow batch, DateTimeOffset now) =>
        batch.IsCancelRequested || batch.IsOver ? StopReason.Cancelled
        : now >= batch.ExpiresAt ? StopReason.Expired
        : StopReason.None;

    private Task<bool> GrantAsync(
        ChunkKey key,
        AccountLook look,
        StoredRow batchStored,
        Grant grant,
        IReadOnlyList<ReservedItem> items,
        bool isRest,
        DateOnly day,
        CancellationToken cancellationToken)
    {
        var batch = (BatchRow)batchStored.Row;
        var changes = look.Changes(grant.NanoUsd, spentNanoUsd: 0);
        changes.Add(RowChange.Replace(batch with { HeldNanoUsd = checked(batch.HeldNanoUsd + grant.NanoUsd) }, batchStored.ETag));
        changes.Add(RowChange.Insert(new ReservationRow
        {
            BatchId = key.BatchId,
            Chunk = key.Chunk,
            Attempt = key.Attempt,
            Path = look.PathOf(batch.Attribution),
            Day = day,
            ScopesVersion = look.Limits.ScopesVersion,
            Items = items,
            IsRest = isRest,
            GrantedNanoUsd = grant.NanoUsd,
        }));
        return IsCommittedAsync(key.Tenant, changes, cancellationToken);
    }

    private async Task<Reserved> RefuseAsync(
        ChunkKey key, AccountLook look, long needNanoUsd, long batchLeftNanoUsd, int left, CancellationToken cancellationToken)
    {
        var holders = await _looks.HoldersAsync(key.Tenant, cancellationToken);
        var refusal = look.Refuse(needNanoUsd, batchLeftNanoUsd, holders);
        var mayHelp = holders.Any(row => row is LeaseRow { Closed: false } lease && lease.GrantedNanoUsd > lease.SettledNanoUsd);
        if (refusal.Refusal is ReservationRefusal.InFlight && mayHelp)
        {
            // When somebody else changed the account meanwhile, the next round asks again.
            await IsCommittedAsync(key.Tenant, [look.Recall()], cancellationToken);
        }

        return new Reserved(0, left, refusal.Refusal, refusal.ResetsAt);
    }

    private async Task<bool> TrySettleAsync(ChunkKey key, CancellationToken cancellationToken)
    {
        var look = await _looks.TakeAsync(key.Tenant, cancellationToken);
        var stored = await _store.GetAsync(key.Tenant, ReservationRow.KeyOf(key.BatchId, key.Chunk, key.Attempt), cancellationToken);
        if (look is null || stored is not { Row: ReservationRow { Closed: false } row })
        {
            return true;
        }

        var batchStored = await _book.ReadAsync(key.Tenant, key.BatchId, cancellationToken)
            ?? throw new InvalidDataException($"Batch {key.BatchId} has reservations, but no row.");
        var batch = (BatchRow)batchStored.Row;
        await _looks.OpenAsync(look, key.Tenant, row.Path, row.Day, cancellationToken);
        var changes = look.Changes(-(row.GrantedNanoUsd - row.FoldedNanoUsd), row.UnfoldedNanoUsd);
        changes.Add(RowChange.Replace(
            row with { GrantedNanoUsd = row.SettledNanoUsd, FoldedNanoUsd = row.SettledNanoUsd, Claim = null, Seq = row.Seq + 1, Closed = true }, stored.ETag));
        changes.Add(RowChange.Replace(
            batch with
            {
                HeldNanoUsd = batch.HeldNanoUsd - row.GrantedNanoUsd,
                CostNanoUsd = checked(batch.CostNanoUsd + row.SettledNanoUsd),
                Completed = batch.Completed + row.Items.Count(static item => item.State is ItemState.Answered),
                Failed = batch.Failed + row.Items.Count(static item => item.State is ItemState.Failed),
                ChunksDone = batch.ChunksDone + (row.EndsChunk ? 1 : 0),
            },
            batchStored.ETag));
        return await IsCommittedAsync(key.Tenant, changes, cancellationToken);
    }

    // After a lost answer everything is read again: a change that happened shows, and one that did not can't happen any more once the head has changed.
    private async Task<bool> IsCommittedAsync(string tenant, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            return (await _store.CommitAsync(tenant, changes, cancellationToken)).IsCommitted;
        }
        catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
        {
            return false;
        }
    }
}
