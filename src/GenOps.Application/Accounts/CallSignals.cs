using GenOps.Core.Accounts;

namespace GenOps.Application.Accounts;

/// <summary>The calls that wait for an owner, and how they are woken. Not safe for concurrent use; the owner's lock guards it.</summary>
internal sealed class CallSignals
{
    private readonly HashSet<TaskCompletionSource> _waiting = [];

    /// <summary>A signal for one more waiting call.</summary>
    public TaskCompletionSource Add()
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(signal);
        return signal;
    }

    /// <summary>Forgets a call that waits no more.</summary>
    public void Remove(Hold hold)
    {
        if (SignalOf(hold) is { } signal)
        {
            _waiting.Remove(signal);
        }
    }

    /// <summary>The signals of the calls whose hold or settlement the owner has decided; they wait no more.</summary>
    public IReadOnlyList<TaskCompletionSource> Take(IReadOnlyList<object> notices)
    {
        if (notices.Count == 0)
        {
            return [];
        }

        var signals = new List<TaskCompletionSource>(notices.Count);
        foreach (var notice in notices)
        {
            if (SignalOf(notice) is { } signal)
            {
                _waiting.Remove(signal);
                signals.Add(signal);
            }
        }

        return signals;
    }

    /// <summary>Tells every waiting call that the owner has failed.</summary>
    public void Fail(Exception failure)
    {
        foreach (var signal in _waiting)
        {
            signal.TrySetException(new AccountFailedException(failure));
        }

        _waiting.Clear();
    }

    private static TaskCompletionSource? SignalOf(object notice) =>
        (TaskCompletionSource?)(notice is Hold hold ? hold.Signal : ((Settlement)notice).Signal);
}
