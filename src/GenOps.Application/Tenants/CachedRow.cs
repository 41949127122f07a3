using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Application.Tenants;

/// <summary>One row, read by at most one read at a time and never relied on beyond its age. Thread safe.</summary>
/// <remarks>An age counts from before the read was sent: what storage answered may have been true only then.</remarks>
internal sealed class CachedRow<TRow>(
    IRowStore store, string partition, string rowKey, CallerDirectoryOptions options, OwnedReads reads, TimeProvider time)
    where TRow : Row
{
    private readonly Lock _gate = new();
    private Task<RowReading<TRow>>? _reading;
    private RowReading<TRow>? _latest;
    private long _startedAt;
    private long _usedAt = time.GetTimestamp();

    /// <summary>When the row was last asked for.</summary>
    public long UsedAt => Volatile.Read(ref _usedAt);

    /// <summary>The row without any I/O; null when it has to be waited for. Starts a read in the background when it is getting old.</summary>
    public RowReading<TRow>? TryGet(long now)
    {
        Volatile.Write(ref _usedAt, now);
        var latest = Volatile.Read(ref _latest);
        if (latest is null)
        {
            return null;
        }

        var age = time.GetElapsedTime(latest.SentAt, now);
        if (age > (latest.Row is null ? options.MissingAge : options.MaxAge))
        {
            return null;
        }

        if (age > options.RefreshAfter)
        {
            ReadInBackground(now);
        }

        return latest;
    }

    /// <summary>Reads the row, together with whoever else is waiting for it. Throws <see cref="RowStoreException"/>.</summary>
    public async ValueTask<RowReading<TRow>> ReadAsync(CancellationToken cancellationToken)
    {
        const int Attempts = 2;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var reading = await JoinRead().WaitAsync(cancellationToken);
            if (reading.Fault is { } fault)
            {
                throw new RowStoreException(fault.Kind, fault.Message, fault);
            }

            // A joined read may have been sent long ago.
            if (time.GetElapsedTime(reading.SentAt) <= options.MaxAge)
            {
                return reading;
            }
        }

        throw new RowStoreException(
            RowStoreFault.Unavailable, $"Reading {rowKey} of {partition} takes longer than the {options.MaxAge.TotalSeconds} s that its answer is good for.");
    }

    private Task<RowReading<TRow>> JoinRead()
    {
        lock (_gate)
        {
            return _reading ?? StartRead(time.GetTimestamp());
        }
    }

    private void ReadInBackground(long now)
    {
        lock (_gate)
        {
            // The pause only ever follows a failed read: after another the row is young.
            if (_reading is null && time.GetElapsedTime(_startedAt, now) >= options.RetryAfter)
            {
                StartRead(now);
            }
        }
    }

    private Task<RowReading<TRow>> StartRead(long now)
    {
        _startedAt = now;
        var reading = FetchAsync(now);
        _reading = reading.IsCompleted ? null : reading;
        return reading;
    }

    private async Task<RowReading<TRow>> FetchAsync(long sentAt)
    {
        reads.Enter();
        try
        {
            var stored = await store.GetAsync(partition, rowKey, reads.Stopping);
            var latest = Volatile.Read(ref _latest);

            // The same version stays the same object, so that whatever was derived from it stays valid.
            var row = stored is not null && stored.ETag == latest?.ETag ? latest.Row : (TRow?)stored?.Row;
            var reading = new RowReading<TRow>(row, stored?.ETag, sentAt, Fault: null);
            Volatile.Write(ref _latest, reading);
            return reading;
        }
        catch (RowStoreException exception)
        {
            // A value, because nobody may be waiting: who then comes too late to use the old row reads again and meets the fault.
            return new RowReading<TRow>(Row: null, ETag: null, sentAt, exception);
        }
        finally
        {
            lock (_gate)
            {
                _reading = null;
            }

            reads.Leave();
        }
    }
}
