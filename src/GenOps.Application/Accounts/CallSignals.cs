using GenOps.Core.Accounts;

namespace GenOps.Application.Accounts;

/// <summary>The calls that wait for an owner, and how they are woken. Not safe for concurrent use; the owner's lock guards it.</summary>
internal sealed class CallSignals
{
    private readonly LinkedList<CallSignal> _waiting = [];

    /// <summary>A signal for one more waiting call.</summary>
    /// <param name="endsAt">When it waits no longer, in timestamps; null when it waits for as long as it takes.</param>
    public LinkedListNode<CallSignal> Add(long? endsAt) => _waiting.AddLast(new CallSignal(endsAt));

    /// <summary>Forgets a call that waits no more.</summary>
    public void Remove(Hold hold)
    {
        if (SignalOf(hold) is { List: not null } node)
        {
            _waiting.Remove(node);
        }
    }

    /// <summary>The signals of the calls whose hold or settlement the owner has decided; they wait no more.</summary>
    public IReadOnlyList<CallSignal> Take(IReadOnlyList<object> notices)
    {
        if (notices.Count == 0)
        {
            return [];
        }

        var signals = new List<CallSignal>(notices.Count);
        foreach (var notice in notices)
        {
            if (SignalOf(notice) is { List: not null } node)
            {
                _waiting.Remove(node);
                signals.Add(node.Value);
            }
        }

        return signals;
    }

    /// <summary>Tells the calls that have waited long enough; returns when the next one will have.</summary>
    public long EndLate(long now)
    {
        var next = long.MaxValue;
        foreach (var signal in _waiting)
        {
            if (signal.EndsAt > now)
            {
                next = Math.Min(next, signal.EndsAt);
            }
            else
            {
                signal.TrySetResult(false);
            }
        }

        return next;
    }

    /// <summary>Tells every waiting call that the owner has failed.</summary>
    public void Fail(Exception failure)
    {
        foreach (var signal in _waiting)
        {
            signal.Fail(failure);
        }

        _waiting.Clear();
    }

    private static LinkedListNode<CallSignal>? SignalOf(object notice) =>
        (LinkedListNode<CallSignal>?)(notice is Hold hold ? hold.Signal : ((Settlement)notice).Signal);
}
