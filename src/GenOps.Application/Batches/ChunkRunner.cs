using GenOps.Application.Rates;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Rows;

namespace GenOps.Application.Batches;

/// <summary>Runs the items of reservations. May be run twice for the same one, also at the same time: the second finds the claim of the first.</summary>
public sealed class ChunkRunner
{
    private readonly IRowStore _store;
    private readonly BatchBook _book;
    private readonly ChunkItems _items;
    private readonly ItemCaller _caller;
    private readonly StoredResults _results;
    private readonly LedgerShares _shares;
    private readonly RateLimits _rates;
    private readonly TimeSpan _claim;
    private readonly TimeProvider _time;

    internal ChunkRunner(
        IRowStore store,
        BatchBook book,
        ChunkItems items,
        ItemCaller caller,
        StoredResults results,
        LedgerShares shares,
        RateLimits rates,
        BatchOptions options,
        TimeProvider time)
    {
        (_store, _book, _items, _caller, _results, _shares, _rates, _time) = (store, book, items, caller, results, shares, rates, time);
        _claim = TimeSpan.FromSeconds(options.ClaimSeconds);
    }

    /// <summary>Runs what money is held for. When <paramref name="stopping"/> is cancelled it sends nothing more and enters what is being answered.</summary>
    public async Task<ChunkRan> RunAsync(ChunkKey key, CancellationToken stopping)
    {
        var reservations = await ChunkReservations.ReadAsync(_store, key.Tenant, key.BatchId, key.Chunk, stopping);
        if (reservations.Find(key.Attempt) is not { Row: ReservationRow row } stored)
        {
            return new ChunkRan(null);
        }

        if (row.Closed)
        {
            return new ChunkRan(null, row.EndsChunk);
        }

        // Judged by storage's clock alone: a runner that was frozen must not be mistaken for a dead one by a clock that runs ahead.
        var age = reservations.StorageTime - stored.Timestamp;
        if (row.Claim is not null && age < _claim)
        {
            return new ChunkRan(_claim - age);
        }

        var share = _shares.Rent(key.Tenant);
        try
        {
            return await RunAsync(key, stored, reservations, share, stopping);
        }
        finally
        {
            _shares.Return(key.Tenant, share);
        }
    }

    private async Task<ChunkRan> RunAsync(ChunkKey key, StoredRow stored, ChunkReservations reservations, LedgerShare share, CancellationToken stopping)
    {
        if (await _book.FindAsync(key.Tenant, key.BatchId, stopping) is not { } batch
            || await _store.GetAsync(key.Tenant, LimitsRow.Key, stopping) is not { Row: LimitsRow limits })
        {
            throw new InvalidDataException($"Batch {key.BatchId} has reservations, but no row.");
        }

        var items = await _items.ReadAsync(key.Tenant, batch, key.Chunk, limits.Document, stopping);
        if (await ChunkClaim.TakeAsync(_store, key.Tenant, stored, share, _time, stopping) is not { } claim)
        {
            return new ChunkRan(_claim);
        }

        var faults = reservations.Rows
            .SelectMany(row => row.Items)
            .Where(item => item.State is ItemState.Faulted)
            .GroupBy(item => item.Index)
            .ToDictionary(item => item.Key, item => item.Count());
        using var stop = new ChunkStop(_book, key, batch, _time, stopping);
        var permits = new ItemPermits(_rates, _store, _book, batch, limits.Document, key, _time);
        var run = new ChunkRun(key, claim, items, new ItemCharge(batch, claim.Row, _time), _caller, permits, _results, stop, _time);
        await run.RecoverAsync(stopping);
        var isKept = await run.RunAsync(BatchLimits.CallsInFlight(batch.MaxConcurrency), faults, _claim / 3, CancellationToken.None);
        return !isKept ? new ChunkRan(_claim)
            : run.IsHeldUp ? new ChunkRan(ItemPermits.LongestWait)
            : new ChunkRan(null, claim.Row.EndsChunk);
    }
}
