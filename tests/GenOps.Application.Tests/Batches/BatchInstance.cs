using GenOps.Application.Batches;
using GenOps.Application.Calls;
using GenOps.Application.Pricing;
using GenOps.Application.Providers;
using GenOps.Application.Rates;
using GenOps.Application.Storage;
using GenOps.Application.Telemetry;
using GenOps.Core.Batches;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenOps.Application.Tests.Batches;

/// <summary>One running instance that works on batches.</summary>
internal sealed class BatchInstance
{
    public BatchInstance(IRowStores rows, IBlobStore blobs, IInferenceProvider provider, BatchOptions options, TimeProvider time)
    {
        Book = new BatchBook(rows);
        Rates = new RateLimits(rows, time, NullLogger<RateLimits>.Instance);
        var items = new ChunkItems(blobs, new PriceBook(rows, time), time);
        var results = new StoredResults(blobs, time);
        var caller = new ItemCaller(provider, new CallTelemetry(provider), options, new CallOptions { RetryBaseMilliseconds = 1 }, time);
        Reservations = new BatchReservations(rows.Accounts, Book, items, time);
        Runner = new ChunkRunner(rows.Accounts, Book, items, caller, results, new LedgerShares(time), Rates, options, time);
        Closer = new ChunkCloser(rows.Accounts, blobs, Book, items, results);
    }

    public BatchBook Book { get; }

    /// <summary>What holds its items against the tenant's rates, and would hold its calls.</summary>
    public RateLimits Rates { get; }

    public BatchReservations Reservations { get; }

    public ChunkRunner Runner { get; }

    public ChunkCloser Closer { get; }

    /// <summary>Reserves, runs and settles a chunk until nothing is left, then closes it; false when money or time ran out first.</summary>
    public async Task<bool> FinishAsync(string batchId, int chunk)
    {
        for (var attempt = 1; ; attempt++)
        {
            var key = new ChunkKey(RunWorld.Tenant, batchId, chunk, attempt);
            var reserved = await Reservations.ReserveAsync(key, CancellationToken.None);
            if (reserved.Left == 0)
            {
                await Closer.CloseAsync(key, StopReason.None, CancellationToken.None);
                return true;
            }

            if (reserved.Granted == 0)
            {
                return false;
            }

            if ((await Runner.RunAsync(key, CancellationToken.None)).IsBusy)
            {
                return false;
            }

            await Reservations.SettleAsync(key, CancellationToken.None);
        }
    }
}
