using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Pricing;

namespace GenOps.Application.Pricing;

/// <summary>The prices in force: those this version knows, and those that administrators set. One a process; safe for concurrent use.</summary>
/// <remarks>
/// A call asks for fresh prices first and fixes its own at the hold. Prices are read again in the background while they are in use; nothing is
/// relied on that is older than <see cref="MaxAge"/>, so a price that is set acts everywhere within it.
/// </remarks>
public sealed class PriceBook(IRowStores stores, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How old prices may be, counted from before they were asked for.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    /// <summary>Most prices that administrators may set.</summary>
    public const int MaxPrices = 10_000;

    private const string FirstKey = "0";
    private const string EndKey = "8";
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly OwnedReads _reads = new();
    private Task<PriceReading>? _reading;
    private PriceReading? _latest;
    private long _startedAt;

    /// <summary>All prices as last read; only the built-in ones before <see cref="FreshAsync"/>.</summary>
    public PriceCatalogue Current => Volatile.Read(ref _latest)?.Catalogue ?? PriceCatalogue.BuiltIn;

    /// <summary>Prices that administrators set, as last read.</summary>
    public IReadOnlyList<PriceRow> Overrides => Volatile.Read(ref _latest)?.Rows ?? [];

    /// <summary>Makes sure that <see cref="Current"/> is young enough. No I/O while it is. Throws <see cref="RowStoreException"/>.</summary>
    public ValueTask FreshAsync(CancellationToken cancellationToken)
    {
        var age = Volatile.Read(ref _latest) is { } latest ? time.GetElapsedTime(latest.SentAt) : TimeSpan.MaxValue;
        if (age > MaxAge)
        {
            return new ValueTask(ReadAsync(mustStartNow: false, cancellationToken));
        }

        if (age > RefreshAfter)
        {
            RefreshInBackground();
        }

        return default;
    }

    /// <summary>Reads the prices as they are now. Throws <see cref="RowStoreException"/>.</summary>
    public Task ReadNowAsync(CancellationToken cancellationToken) => ReadAsync(mustStartNow: true, cancellationToken);

    /// <summary>Ends the read under way.</summary>
    public ValueTask DisposeAsync() => _reads.DisposeAsync();

    private async Task ReadAsync(bool mustStartNow, CancellationToken cancellationToken)
    {
        var askedAt = time.GetTimestamp();
        while (true)
        {
            Task<PriceReading> reading;
            lock (_gate)
            {
                reading = _reading ?? Start();
            }

            var read = await reading.WaitAsync(cancellationToken);
            if (read.Fault is { } fault)
            {
                throw new RowStoreException(fault.Kind, fault.Message, fault);
            }

            // A read that was joined may have begun before a price was set.
            if (!mustStartNow || read.SentAt >= askedAt)
            {
                return;
            }
        }
    }

    private void RefreshInBackground()
    {
        lock (_gate)
        {
            if (_reading is null && time.GetElapsedTime(_startedAt) >= RetryAfter)
            {
                Start();
            }
        }
    }

    private Task<PriceReading> Start()
    {
        _startedAt = time.GetTimestamp();
        var reading = FetchAsync(_startedAt);
        _reading = reading.IsCompleted ? null : reading;
        return reading;
    }

    private async Task<PriceReading> FetchAsync(long sentAt)
    {
        _reads.Enter();
        try
        {
            var rows = new List<PriceRow>();
            string? continuation = null;
            do
            {
                var page = await stores.Directory.QueryAsync(
                    PriceRow.Partition, FirstKey, EndKey, RowLimits.MaxPageRows, continuation, _reads.Stopping);
                rows.AddRange(page.Rows.Select(static stored => (PriceRow)stored.Row));
                continuation = page.Continuation;
            }
            while (continuation is not null);
            var reading = new PriceReading(PriceCatalogue.BuiltIn.With(rows.Select(static row => row.Price)), rows, sentAt, Fault: null);
            Volatile.Write(ref _latest, reading);
            return reading;
        }
        catch (RowStoreException exception)
        {
            // A value, because nobody may be waiting: who comes too late to use the old prices reads again and meets the fault.
            return new PriceReading(PriceCatalogue.BuiltIn, [], sentAt, exception);
        }
        finally
        {
            lock (_gate)
            {
                _reading = null;
            }

            _reads.Leave();
        }
    }

    private sealed record PriceReading(PriceCatalogue Catalogue, IReadOnlyList<PriceRow> Rows, long SentAt, RowStoreException? Fault);
}
