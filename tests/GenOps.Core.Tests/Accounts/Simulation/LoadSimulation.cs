using System.Globalization;
using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Core.Tests.Accounts.Simulation;

/// <summary>Calls at a steady rate over many instances, where nothing fails: what that asks of storage, and what money it leaves idle.</summary>
/// <remarks>The provider takes 2 s, storage 5 to 15 ms. Same seed, same history.</remarks>
internal sealed class LoadSimulation : ISimulatedWorld
{
    private const int Seed = 1;

    private static readonly DateTimeOffset Start = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _events = new();
    private readonly Random _random = new(Seed);
    private readonly SimulatedInstance[] _instances;
    private long _order;
    private int _calls;
    private long _inFlightNanoUsd;

    public LoadSimulation(LoadOptions options)
    {
        Options = options;
        Timeline = new Timeline(() => Now);
        Store = new VirtualStore(() => UtcNow);
        Store.Commit([
            RowChange.Insert(new HeadRow(1, 0)),
            RowChange.Insert(new LimitsRow
            {
                Version = 1, ScopesVersion = 1, Scopes = [], Document = new TenantDocument { DailyLimitNanoUsd = options.LimitNanoUsd },
            }),
        ]);
        Store.Changed += Check;
        _instances = [.. Enumerable.Range(1, options.Instances)
            .Select(number => new SimulatedInstance(this, string.Create(CultureInfo.InvariantCulture, $"i{number}")))];
        for (var index = 0; index < options.Calls; index++)
        {
            At(options.Duration * _random.NextDouble(), Arrive);
        }
    }

    public LoadOptions Options { get; }

    public OwnerOptions OwnerOptions { get; } = new();

    public Timeline Timeline { get; }

    public VirtualStore Store { get; }

    public TimeSpan Now { get; private set; }

    public DateTimeOffset UtcNow => Start + Now;

    public int AnsweredCalls { get; private set; }

    public int RefusedCalls { get; private set; }

    public long SpentNanoUsd { get; private set; }

    /// <summary>Money of leases that no call used when the first call was refused.</summary>
    public long? StrandedNanoUsd { get; private set; }

    /// <summary>Lets all calls arrive and end, and idle money go back.</summary>
    public void RunToRest() => RunUntil(Options.Duration + TimeSpan.FromSeconds(10));

    public void RunUntil(TimeSpan end)
    {
        while (_events.TryPeek(out _, out var due) && due.At <= end)
        {
            Now = due.At;
            _events.Dequeue()();
        }

        Now = end;
    }

    /// <summary>Calls one after another, on any instance, until one is refused: they find all the money that can be found.</summary>
    public void SpendTheRest()
    {
        for (var refused = RefusedCalls; RefusedCalls == refused;)
        {
            Arrive();
            RunUntil(Now + TimeSpan.FromSeconds(10));
        }
    }

    public void At(TimeSpan at, Action action) => _events.Enqueue(action, (at < Now ? Now : at, _order++));

    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    public TimeSpan ProviderLatency() => TimeSpan.FromSeconds(2);

    public void Network<T>(Func<T> execute, Action<T> answered, Action refused, Action lost) => After(Way(), () =>
    {
        var result = execute();
        After(Way(), () => answered(result));
    });

    public void Sent(SimulatedCall call) => _inFlightNanoUsd += call.NeedNanoUsd;

    public void Settling(SimulatedCall call) => _inFlightNanoUsd -= call.NeedNanoUsd - call.CostNanoUsd;

    public void Settled(SimulatedCall call)
    {
        AnsweredCalls++;
        SpentNanoUsd += call.CostNanoUsd;
    }

    public void Refused(SimulatedCall call)
    {
        RefusedCalls++;
        StrandedNanoUsd ??= Store.Rows.OfType<LeaseRow>().Sum(lease => lease.GrantedNanoUsd - lease.SettledNanoUsd) - _inFlightNanoUsd;
    }

    private TimeSpan Way() => TimeSpan.FromMilliseconds(2.5 + (5 * _random.NextDouble()));

    private void Arrive()
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"c{_calls++:D6}");
        var need = Options.LargestNeedNanoUsd;
        var cost = need - _random.NextInt64(need / 2);
        _instances[_random.Next(_instances.Length)].Start(new SimulatedCall(id, Attribution.None, need, cost, sessionId: null));
    }

    private void Check(IReadOnlyList<(Row? Before, Row? After)> effects)
    {
        _inFlightNanoUsd -= effects.Select(effect => effect.After).OfType<EntryRow>().Sum(entry => entry.CostNanoUsd);
        foreach (var window in effects.Select(effect => effect.After).OfType<WindowRow>())
        {
            if (!window.Window.IsMonth && window.SpentNanoUsd + window.HeldNanoUsd > Options.LimitNanoUsd)
            {
                throw new PromiseBrokenException($"spent {window.SpentNanoUsd} + held {window.HeldNanoUsd} is over {Options.LimitNanoUsd}");
            }
        }
    }
}
