using System.Globalization;
using GenOps.Core.Accounts;

namespace GenOps.Core.Tests.Accounts.Simulation;

/// <summary>A running instance: an owner, its calls, and a network on which answers get lost.</summary>
internal sealed class SimulatedInstance
{
    private readonly ISimulatedWorld _world;
    private readonly AccountOwner _owner;
    private readonly List<SimulatedCall> _calls = [];
    private readonly string _name;
    private readonly TimeSpan _bornAt;
    private TimeSpan _frozenUntil;
    private bool _isBusy;
    private TimeSpan? _wakeAt;
    private int _leases;

    public SimulatedInstance(ISimulatedWorld world, string name)
    {
        _world = world;
        _name = name;
        _bornAt = world.Now;
        _owner = new AccountOwner(name, world.OwnerOptions, () => string.Create(CultureInfo.InvariantCulture, $"{name}-{++_leases:D4}"));
    }

    public bool IsDead { get; private set; }

    public bool IsAtRest => IsDead || (_owner.IsAtRest && _calls.All(call => !call.IsSent || call.IsSettled));

    public IEnumerable<SimulatedCall> Calls => _calls;

    private OwnerTime Clock => new(_world.Now - _bornAt, _world.UtcNow);

    public override string ToString() => _name;

    public void Crash()
    {
        IsDead = true;
        _world.Timeline.Add(_name, "crashes");
    }

    public void Freeze(TimeSpan duration)
    {
        _frozenUntil = _world.Now + duration;
        _world.Timeline.Add(_name, $"freezes for {duration.TotalSeconds:F1} s");
    }

    /// <summary>Runs something on the instance: not when dead, later when frozen.</summary>
    public void Run(Action action)
    {
        if (IsDead)
        {
            return;
        }

        if (_world.Now < _frozenUntil)
        {
            _world.At(_frozenUntil, () => Run(action));
            return;
        }

        action();
        Advance();
    }

    public void Start(SimulatedCall call) => Run(() =>
    {
        _calls.Add(call);
        call.Hold = _owner.Admit(call.Attribution.Team, call.Attribution.Project, call.NeedNanoUsd, Clock);
        call.Hold.Signal = call;
        _world.Timeline.Add(_name, $"{call.Id} asks for {call.NeedNanoUsd} of '{call.Attribution.Team}': {call.Hold.State}");
        if (call.Hold.State is not HoldState.Waiting)
        {
            Decide(call);
        }
    });

    public void Drain() => Run(_owner.Drain);

    private void Decide(SimulatedCall call)
    {
        if (call.Hold!.State is HoldState.Held)
        {
            call.IsSent = true;
            call.Day = call.Hold.Day;
            _world.Sent(call);
            _world.After(_world.ProviderLatency(), () => Answered(call));
        }
        else
        {
            _world.Refused(call);
        }
    }

    private void Answered(SimulatedCall call)
    {
        call.IsBilled = true;
        Run(() =>
        {
            var settlement = new Settlement(call.Hold!, call.Entry(_world.UtcNow), endsHold: true) { Signal = call };
            _world.Timeline.Add(_name, $"{call.Id} cost {call.CostNanoUsd} of {call.NeedNanoUsd}");
            _world.Settling(call);
            _owner.Settle(settlement, Clock);
        });
    }

    private void Advance()
    {
        foreach (var notice in _owner.TakeNotices())
        {
            if (notice is Hold { Signal: SimulatedCall call })
            {
                Decide(call);
            }
            else if (notice is Settlement { Signal: SimulatedCall settled })
            {
                _world.Settled(settled);
            }
        }

        if (_isBusy)
        {
            return;
        }

        switch (_owner.Next(Clock))
        {
            case IdleStep idle:
                Sleep(idle.WakeAt);
                break;
            case ReadStep read:
                _isBusy = true;
                Send(read);
                break;
            case CommitStep commit:
                _isBusy = true;
                Send(commit);
                break;
        }

        if (_owner.TakeNotices() is { Count: > 0 } late)
        {
            Deliver(late);
        }
    }

    private void Deliver(IReadOnlyList<object> notices)
    {
        foreach (var call in notices.OfType<Hold>().Select(hold => hold.Signal).OfType<SimulatedCall>())
        {
            Decide(call);
        }

        foreach (var call in notices.OfType<Settlement>().Select(settlement => settlement.Signal).OfType<SimulatedCall>())
        {
            _world.Settled(call);
        }
    }

    private void Sleep(TimeSpan? wakeAt)
    {
        if (wakeAt is not { } at)
        {
            return;
        }

        var worldTime = Max(at + _bornAt, _world.Now + TimeSpan.FromMilliseconds(1));
        if (_wakeAt is { } planned && planned <= worldTime && planned > _world.Now)
        {
            return;
        }

        _wakeAt = worldTime;
        _world.At(worldTime, () => Run(() => _wakeAt = null));
    }

    private void Send(ReadStep read)
    {
        var sentAt = Clock;
        _world.Network(
            execute: () => _world.Store.Read(read),
            answered: result => Run(() =>
            {
                _isBusy = false;
                _owner.Read(read, result, sentAt, Clock);
            }),
            refused: () => Fail(read),
            lost: () => Fail(read));
    }

    private void Send(CommitStep commit)
    {
        _world.Network(
            execute: () =>
            {
                var eTags = _world.Store.Commit(commit.Changes);
                _world.Timeline.Add(_name, $"transaction of {commit.Changes.Count}: {(eTags is null ? "conflict" : "done")} "
                    + string.Join(", ", commit.Changes.Select(change => change.Row).OfType<LeaseRow>().Select(lease => $"{lease.LeaseId} {lease.GrantedNanoUsd}/{lease.SettledNanoUsd}/{lease.FoldedNanoUsd}")));
                return new Outcome(eTags);
            },
            answered: outcome => Run(() =>
            {
                _isBusy = false;
                if (outcome.ETags is { } eTags)
                {
                    _owner.Committed(commit, eTags, Clock);
                }
                else
                {
                    _owner.Conflicted(commit, Clock);
                }
            }),
            refused: () => Fail(commit),
            lost: () => Run(() =>
            {
                _isBusy = false;
                _world.Timeline.Add(_name, "lost an answer");
                _owner.Uncertain(commit);
            }));
    }

    private void Fail(OwnerStep step) => Run(() =>
    {
        _isBusy = false;
        _owner.Failed(step, Clock);
    });

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private sealed record Outcome(IReadOnlyList<string?>? ETags);
}
