using GenOps.Application.Storage;
using GenOps.Core.Rates;
using GenOps.Core.Rows;

namespace GenOps.Application.Rates;

/// <summary>One rate of a tenant: takes blocks of the minute's units from the shared row. Safe for concurrent use.</summary>
internal sealed class MinuteRate(IRowStore store, string tenant, RateKind kind, RateClock clock) : IDisposable
{
    private const int Attempts = 30;
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly RateBlock _block = new();
    private long _waitingUnits;

    /// <summary>The minute whose units the call took; null when there are too few. No I/O while the block lasts.</summary>
    public ValueTask<long?> TakeAsync(long limit, long units, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_block.TryTake(clock.Minute, limit, units, clock.Monotonic))
            {
                return new ValueTask<long?>(_block.Minute);
            }

            if (units > limit || _block.IsKnownFull(units, clock.Monotonic))
            {
                return new ValueTask<long?>(result: null);
            }

            _waitingUnits += units;
        }

        return AskAsync(limit, units, cancellationToken);
    }

    /// <summary>Gives a refused call's units back.</summary>
    public void Return(long minute, long units)
    {
        lock (_gate)
        {
            _block.Return(minute, units);
        }
    }

    /// <summary>The rate as this instance knows it.</summary>
    public RateState StateOf(long limit)
    {
        lock (_gate)
        {
            return new RateState(kind, limit, Math.Min(limit, _block.RemainingUnits), clock.SecondsLeft);
        }
    }

    /// <summary>Gives back what lies idle, or everything.</summary>
    public async Task ReturnIdleAsync(bool isAll)
    {
        lock (_gate)
        {
            _block.ReturnIdle(clock.Minute, isAll ? TimeSpan.Zero : IdleAfter, clock.Monotonic);
            if (_block.ReturningUnits == 0)
            {
                return;
            }
        }

        await _asking.WaitAsync();
        try
        {
            await WriteAsync(units: 0);
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private async ValueTask<long?> AskAsync(long limit, long units, CancellationToken cancellationToken)
    {
        try
        {
            await _asking.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Forget(units);
            throw;
        }

        try
        {
            while (true)
            {
                lock (_gate)
                {
                    // Another call's block may have had enough for this one too, or may have found the minute full.
                    if (_block.TryTake(clock.Minute, limit, units, clock.Monotonic))
                    {
                        return _block.Minute;
                    }

                    if (_block.IsKnownFull(units, clock.Monotonic))
                    {
                        return null;
                    }
                }

                if (!await WriteAsync(units))
                {
                    return null;
                }
            }
        }
        finally
        {
            Forget(units);
            _asking.Release();
        }
    }

    private void Forget(long units)
    {
        lock (_gate)
        {
            _waitingUnits -= units;
        }
    }

    /// <summary>Takes and gives back units in the row. False when the row has too few.</summary>
    private async Task<bool> WriteAsync(long units)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var minute = _block.Minute;
            var stored = await store.GetAsync(tenant, RateMinuteRow.KeyOf(minute, kind), CancellationToken.None);
            long taken, returned;
            RateMinuteRow next;
            lock (_gate)
            {
                if (_block.Minute != minute)
                {
                    // The minute turned meanwhile; the caller looks at the new one.
                    return true;
                }

                var leased = ((RateMinuteRow?)stored?.Row)?.LeasedUnits ?? 0;
                if (_block.Wanted(leased, units, units == 0 ? 0 : _waitingUnits, clock.Monotonic) is not { } wanted)
                {
                    return false;
                }

                (taken, returned) = (units == 0 ? 0 : wanted, _block.ReturningUnits);
                next = _block.Next(kind, leased, taken);
            }

            if (await CommitAsync(RowChange.Put(next, stored?.ETag), minute, returned, taken))
            {
                return true;
            }
        }

        throw new RowStoreException(RowStoreFault.Unavailable, $"The {kind} of {tenant} changed each time a call was to be counted.");
    }

    private async Task<bool> CommitAsync(RowChange change, long minute, long returned, long taken)
    {
        try
        {
            var outcome = await store.CommitAsync(tenant, [change], CancellationToken.None);
            if (outcome.IsCommitted)
            {
                lock (_gate)
                {
                    _block.Landed(minute, returned, taken);
                }
            }

            return outcome.IsCommitted;
        }
        catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
        {
            lock (_gate)
            {
                _block.Uncertain(minute, returned);
            }

            return false;
        }
    }
}
