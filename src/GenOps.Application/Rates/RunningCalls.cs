using GenOps.Application.Storage;
using GenOps.Core.Rates;
using GenOps.Core.Rows;

namespace GenOps.Application.Rates;

/// <summary>The calls of a tenant that run at the same time: takes places from the shared row. Safe for concurrent use.</summary>
internal sealed class RunningCalls(IRowStore store, string tenant, string owner, RateClock clock, TimeProvider time) : IDisposable
{
    private const int Attempts = 30;
    private const int Looks = 8;
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly SlotBlock _block = new();
    private int _waiting;

    /// <summary>Whether there was a place for the call. No I/O while this instance has places of its own.</summary>
    public ValueTask<bool> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_block.TryTake(limit, clock.Monotonic))
            {
                return new ValueTask<bool>(result: true);
            }

            if (_block.Running >= limit)
            {
                return new ValueTask<bool>(result: false);
            }
        }

        return LookAsync(limit, cancellationToken);
    }

    /// <summary>The call has ended.</summary>
    public void End()
    {
        lock (_gate)
        {
            _block.End();
        }
    }

    /// <summary>The limit as this instance knows it.</summary>
    public RateState StateOf(int limit)
    {
        lock (_gate)
        {
            return new RateState(RateKind.Concurrency, limit, Math.Min(limit, _block.Remaining), ResetSeconds: null);
        }
    }

    /// <summary>Gives back what lies idle and renews the rest.</summary>
    public async Task TickAsync(bool isLast)
    {
        lock (_gate)
        {
            // The first of the last two ticks forgets the peak.
            var isDue = _block.Tick(isLast ? TimeSpan.Zero : IdleAfter, clock.Monotonic);
            if (!(isLast ? _block.Tick(TimeSpan.Zero, clock.Monotonic) : isDue))
            {
                return;
            }
        }

        await _asking.WaitAsync();
        try
        {
            await WriteAsync(row => _block.Keep(row, owner, clock.UtcNow));
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    // Places that other instances do not use come back within moments; a call that comes right after another one should not be refused for them.
    private async ValueTask<bool> LookAsync(int limit, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            if (await AskAsync(limit, cancellationToken))
            {
                return true;
            }

            lock (_gate)
            {
                if (look == Looks || !_block.MayComeFree)
                {
                    return false;
                }
            }

            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    private async Task<bool> AskAsync(int limit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _asking.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Decrement(ref _waiting);
            throw;
        }

        try
        {
            while (true)
            {
                lock (_gate)
                {
                    if (_block.TryTake(limit, clock.Monotonic))
                    {
                        return true;
                    }

                    if (_block.IsKnownFull(clock.Monotonic))
                    {
                        return false;
                    }
                }

                var isThere = await WriteAsync(row => _block.Grow(row, owner, Volatile.Read(ref _waiting), clock.UtcNow, clock.Monotonic));
                if (!isThere)
                {
                    return false;
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            _asking.Release();
        }
    }

    /// <summary>Writes what the block makes of the row; false when it makes nothing.</summary>
    private async Task<bool> WriteAsync(Func<ConcurrencyRow?, ConcurrencyRow?> next)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var sentAt = clock.Monotonic;
            var stored = await store.GetAsync(tenant, ConcurrencyRow.Key, CancellationToken.None);
            ConcurrencyRow? written;
            lock (_gate)
            {
                written = next((ConcurrencyRow?)stored?.Row);
            }

            if (written is null)
            {
                return false;
            }

            if (await CommitAsync(RowChange.Put(written, stored?.ETag), written, sentAt))
            {
                return true;
            }
        }

        throw new RowStoreException(RowStoreFault.Unavailable, $"The running calls of {tenant} changed each time a call was to be counted.");
    }

    private async Task<bool> CommitAsync(RowChange change, ConcurrencyRow written, TimeSpan sentAt)
    {
        try
        {
            var outcome = await store.CommitAsync(tenant, [change], CancellationToken.None);
            if (outcome.IsCommitted)
            {
                lock (_gate)
                {
                    _block.Landed(written, owner, sentAt);
                }
            }

            return outcome.IsCommitted;
        }
        catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
        {
            lock (_gate)
            {
                _block.Uncertain();
            }

            return false;
        }
    }
}
