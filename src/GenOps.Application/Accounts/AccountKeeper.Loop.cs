using GenOps.Application.Storage;
using GenOps.Core.Accounts;

namespace GenOps.Application.Accounts;

/// <content>Carries out the owner's steps, one after another.</content>
public sealed partial class AccountKeeper
{
    private async Task RunAsync()
    {
        try
        {
            await StepAsync();
        }
        catch (Exception exception)
        {
            // Nothing is known any more of what this owner holds: it stops for good, its waiting calls are told, and its lease runs out.
            lock (_gate)
            {
                _failure = exception;
                _signals.Fail(exception);
            }
        }
    }

    private async Task StepAsync()
    {
        while (true)
        {
            // To the end of the queue: calls that can run already settle first, so that one transaction takes them all along.
            await Task.Yield();
            _stop.Token.ThrowIfCancellationRequested();
            OwnerStep step;
            bool isDone;
            lock (_gate)
            {
                step = _owner.Next(Now);
                isDone = _owner is { IsDraining: true, IsAtRest: true };
            }

            WakeDecided();
            if (isDone)
            {
                return;
            }

            switch (step)
            {
                case IdleStep idle:
                    await _bell.SleepAsync(idle.WakeAt - Now.Monotonic);
                    break;
                case ReadStep read:
                    await ReadAsync(read);
                    break;
                case CommitStep commit:
                    await CommitAsync(commit);
                    WakeDecided();
                    break;
            }
        }
    }

    // Outside of the lock, which the calls that wake want next.
    private void WakeDecided()
    {
        IReadOnlyList<CallSignal> decided;
        lock (_gate)
        {
            decided = _signals.Take(_owner.TakeNotices());
        }

        foreach (var signal in decided)
        {
            signal.TrySetResult(true);
        }
    }

    private async Task ReadAsync(ReadStep step)
    {
        var sentAt = Now;
        try
        {
            var result = await _reads.FetchAsync(step, _stop.Token);
            lock (_gate)
            {
                _owner.Read(step, result, sentAt, Now);
            }
        }
        catch (RowStoreException)
        {
            Fail(step);
        }
    }

    private async Task CommitAsync(CommitStep step)
    {
        try
        {
            var outcome = await _store.CommitAsync(_tenant, step.Changes, CancellationToken.None);
            lock (_gate)
            {
                if (outcome.IsCommitted)
                {
                    _owner.Committed(step, outcome.ETags, Now);
                }
                else
                {
                    _owner.Conflicted(step, Now);
                }
            }
        }
        catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
        {
            lock (_gate)
            {
                _owner.Uncertain(step);
            }
        }
        catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Throttled or RowStoreFault.Unavailable)
        {
            Fail(step);
        }
    }

    private void Fail(OwnerStep step)
    {
        lock (_gate)
        {
            _owner.Failed(step, Now);
        }
    }
}
