using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Messages;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>
/// An instance in memory: its mailbox, which anybody may post to, and its state, which only its running turn touches. At most one turn of
/// an instance runs or is queued at a time.
/// </summary>
internal sealed class Instance(string id)
{
    /// <summary>So that one commit stays near what a table transaction can hold.</summary>
    private const int MaxMessages = 60;

    private const int MaxBytes = 512 * 1024;

    private readonly Lock _gate = new();
    private readonly List<Message> _mail = [];
    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _uncertain = [];
    private HashSet<string> _done = [];
    private List<string> _forgotten = [];
    private bool _isBusy;
    private bool _isRetired;
    private bool _mustFlush;
    private bool _mustRefresh;

    internal string Id { get; } = id;

    internal bool IsEntity => Id.StartsWith('@');

    /// <summary>Null until it is loaded, and again after a commit that may or may not have been done.</summary>
    internal InstanceState? State { get; set; }

    /// <summary>Outbox rows handed over in this process and not known to be done.</summary>
    internal HashSet<string> Dispatched { get; } = [];

    /// <summary>How often in a row its turn could not be committed.</summary>
    internal int Failures { get; set; }

    /// <summary>Adds a message unless it is there already. A start goes first.</summary>
    internal PostResult Post(Message message) => Change(() =>
    {
        if (_known.Add(message.Id))
        {
            _mail.Insert(message.Kind == MessageKind.Start ? 0 : _mail.Count, message);
        }
    });

    /// <summary>Notes that a row of the outbox has been taken over. It is cleared with the next turn.</summary>
    internal void Acknowledge(string outboxId)
    {
        lock (_gate)
        {
            _done.Add(outboxId);
        }
    }

    /// <summary>Notes that a sender will not repeat a message.</summary>
    internal void Forget(string messageId)
    {
        lock (_gate)
        {
            _forgotten.Add(messageId);
        }
    }

    /// <summary>Asks for a turn that clears the outbox.</summary>
    internal PostResult Flush() => Change(() => _mustFlush |= _done.Count > 0);

    /// <summary>Asks for the inbox to be read again.</summary>
    internal PostResult Refresh() => Change(() => _mustRefresh = true);

    /// <summary>What the turn that begins now is to deal with.</summary>
    internal TurnWork Take(ChaosMonkey? chaos)
    {
        lock (_gate)
        {
            chaos?.Shuffle(_mail);
            var count = 0;
            var bytes = 0;
            while (count < Math.Min(_mail.Count, MaxMessages) && (count == 0 || bytes + _mail[count].Bytes <= MaxBytes))
            {
                bytes += _mail[count++].Bytes;
            }

            var work = new TurnWork(_mail[..count], _done, _forgotten);
            _mail.RemoveRange(0, count);
            _done = [];
            _forgotten = [];
            _mustFlush = false;
            return work;
        }
    }

    /// <summary>Whether the inbox has to be read again first.</summary>
    internal bool TakeRefresh()
    {
        lock (_gate)
        {
            var must = _mustRefresh;
            _mustRefresh = false;
            return must;
        }
    }

    /// <summary>Undoes <see cref="Take"/>, after a commit that may or may not have been done.</summary>
    internal void PutBack(TurnWork work)
    {
        lock (_gate)
        {
            _mail.InsertRange(0, work.Messages);
            _done.UnionWith(work.Acknowledged);
            _forgotten.AddRange(work.Forgotten);
            _uncertain.UnionWith(work.Messages
                .Where(static message => message.Origin == MessageOrigin.Inbox)
                .Select(static message => message.Id));
        }
    }

    /// <summary>Follows the stored inbox: adds what is new, drops what an uncertain commit has consumed after all.</summary>
    internal void Merge(IReadOnlyList<HubMessage> inbox, Func<HubMessage, Message?> read)
    {
        lock (_gate)
        {
            _uncertain.ExceptWith(inbox.Select(static stored => stored.Id));
            _mail.RemoveAll(message => _uncertain.Contains(message.Id));
            _known.ExceptWith(_uncertain);
            _uncertain.Clear();
        }

        foreach (var stored in inbox)
        {
            if (read(stored) is { } message)
            {
                Post(message);
            }
        }
    }

    /// <summary>Ends a turn. The caller queues the next one when there is more to do.</summary>
    /// <param name="work">What has been dealt with.</param>
    /// <param name="mayRetire">Whether nothing is lost if this object is dropped.</param>
    internal FinishResult Finish(TurnWork work, bool mayRetire)
    {
        lock (_gate)
        {
            _known.ExceptWith(work.Messages.Select(static message => message.Id));
            if (_mail.Count > 0 || _mustRefresh || _mustFlush)
            {
                return FinishResult.Again;
            }

            _isBusy = false;
            if (_done.Count > 0)
            {
                return FinishResult.FlushLater;
            }

            _isRetired = mayRetire;
            return _isRetired ? FinishResult.Retired : FinishResult.Idle;
        }
    }

    private PostResult Change(Action change)
    {
        lock (_gate)
        {
            if (_isRetired)
            {
                return PostResult.Retired;
            }

            change();
            if (_isBusy || (_mail.Count == 0 && !_mustFlush && !_mustRefresh))
            {
                return PostResult.Kept;
            }

            _isBusy = true;
            return PostResult.MustRun;
        }
    }
}
