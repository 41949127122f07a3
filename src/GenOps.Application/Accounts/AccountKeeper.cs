using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Ledger;

namespace GenOps.Application.Accounts;

/// <summary>Runs one tenant's <see cref="AccountOwner"/> over storage: carries out its steps one after another and wakes the calls that wait.</summary>
/// <remarks>Safe for concurrent use. An admission that the leases have money for returns without any I/O.</remarks>
public sealed partial class AccountKeeper : IAsyncDisposable
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly AccountOwner _owner;
    private readonly IRowStore _store;
    private readonly string _tenant;
    private readonly TimeProvider _time;
    private readonly long _bornAt;
    private readonly WakeBell _bell;
    private readonly WaitTimer? _waits;
    private readonly CancellationTokenSource _stop = new();
    private readonly CallSignals _signals = new();
    private readonly AccountReads _reads;
    private readonly Task _loop;
    private volatile Exception? _failure;

    /// <summary>Starts the tenant's loop.</summary>
    /// <param name="tenant">The tenant, which is the partition.</param>
    /// <param name="owner">Unique for this instance; names its rows.</param>
    /// <param name="store">The store of the accounts.</param>
    /// <param name="options">Times and limits.</param>
    /// <param name="newLeaseId">Makes unique ids that sort by time.</param>
    /// <param name="time">The clock.</param>
    public AccountKeeper(string tenant, string owner, IRowStore store, OwnerOptions options, Func<string> newLeaseId, TimeProvider time)
        : this(tenant, owner, store, options, newLeaseId, time, waits: null)
    {
    }

    /// <summary>Starts the tenant's loop; <paramref name="waits"/> ends the waits of calls that are not patient for ever.</summary>
    internal AccountKeeper(
        string tenant, string owner, IRowStore store, OwnerOptions options, Func<string> newLeaseId, TimeProvider time, WaitTimer? waits)
    {
        _waits = waits;
        _tenant = tenant;
        _store = store;
        _reads = new AccountReads(store, tenant);
        _time = time;
        _bell = new WakeBell(time);
        _bornAt = time.GetTimestamp();
        _owner = new AccountOwner(owner, options, newLeaseId);

        // Not on behalf of the call that happens to be the first: nothing of it is kept, and no other's storage spans are told as its own.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(RunAsync);
        }
    }

    /// <summary>Why the loop has ended by itself; null while it runs. A failed keeper answers nothing but <see cref="AccountFailedException"/>.</summary>
    public Exception? Failure => _failure;

    private OwnerTime Now => At(_time.GetTimestamp());

    /// <summary>Holds the worst case of one attempt, waiting for money at most the admission wait. The answer is held or refused.</summary>
    public async ValueTask<Hold> HoldAsync(string? team, string? project, long needNanoUsd, CancellationToken cancellationToken)
    {
        Hold hold;
        LinkedListNode<CallSignal>? signal = null;
        lock (_gate)
        {
            ThrowIfFailed();
            hold = _owner.Admit(team, project, needNanoUsd, Now);
            if (hold.State is HoldState.Waiting)
            {
                signal = _signals.Add(endsAt: null);
                hold.Signal = signal;
            }
        }

        if (signal is null)
        {
            return hold;
        }

        _bell.Ring();
        try
        {
            await signal.Value.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Release(hold);
            throw;
        }

        return hold;
    }

    /// <summary>Gives up a hold whose attempt was never made.</summary>
    public void Release(Hold hold)
    {
        lock (_gate)
        {
            _owner.Release(hold, Now);
            _signals.Remove(hold);
        }

        _bell.Ring();
    }

    /// <summary>Counts a call that was refused before any attempt; written with a later transaction.</summary>
    public void CountRefusal(RefusalKey key)
    {
        lock (_gate)
        {
            _owner.CountRefusal(key);
        }

        _bell.Ring();
    }

    /// <summary>Looks for leases whose instances are gone and closes them.</summary>
    public void Sweep()
    {
        lock (_gate)
        {
            _owner.Sweep();
        }

        _bell.Ring();
    }

    /// <summary>Charges an attempt; completes when its entry is durable.</summary>
    public Task SettleAsync(Settlement settlement)
    {
        CallSignal signal;
        lock (_gate)
        {
            ThrowIfFailed();
            signal = Settle(settlement, patience: null);
        }

        _bell.Ring();
        return signal.Task;
    }

    /// <summary>
    /// Charges an attempt; true once its entry is durable, false when that takes too long or the owner fails. The entry may become durable all the
    /// same.
    /// </summary>
    internal Task<bool> SettleAsync(Settlement settlement, TimeSpan patience)
    {
        CallSignal signal;
        lock (_gate)
        {
            if (_failure is not null)
            {
                return Task.FromResult(false);
            }

            signal = Settle(settlement, patience);
        }

        _bell.Ring();
        _waits?.Watch(signal.EndsAt);
        return signal.Task;
    }

    /// <summary>Ends the waits that are over; returns when the next one will be.</summary>
    internal long EndLate(long now)
    {
        lock (_gate)
        {
            return _signals.EndLate(now);
        }
    }

    /// <summary>The scope and window with the least left; null before anything was read.</summary>
    public BudgetState? Tightest(Hold hold) => BudgetState.TightestOf(Budgets(hold));

    /// <summary>Every scope and window that a hold is charged to, as far as this instance knows.</summary>
    public IReadOnlyList<BudgetState> Budgets(Hold hold)
    {
        lock (_gate)
        {
            return _owner.Budgets(hold);
        }
    }

    /// <summary>What running calls hold of each lease of this instance, nano-dollars by lease id.</summary>
    public IReadOnlyDictionary<string, long> InFlight()
    {
        lock (_gate)
        {
            return _owner.InFlight();
        }
    }

    /// <summary>
    /// Gives everything back that is not in flight, then ends the loop. Calls must have ended before. When storage takes nothing for 20 s
    /// the rest is left to its leases' end, as after a crash.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _owner.Drain();
        }

        _bell.Ring();
        try
        {
            await _loop.WaitAsync(DrainPatience, _time);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync();
            _bell.Ring();
        }

        await _loop;
        _stop.Dispose();
        _bell.Dispose();
    }

    private OwnerTime At(long timestamp) => new(_time.GetElapsedTime(_bornAt, timestamp), _time.GetUtcNow());

    // The lock is held.
    private CallSignal Settle(Settlement settlement, TimeSpan? patience)
    {
        var now = _time.GetTimestamp();
        _owner.Settle(settlement, At(now));
        var signal = _signals.Add(patience is { } limit ? now + (long)(limit.TotalSeconds * _time.TimestampFrequency) : null);
        settlement.Signal = signal;
        return signal.Value;
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw new AccountFailedException(failure);
        }
    }
}
