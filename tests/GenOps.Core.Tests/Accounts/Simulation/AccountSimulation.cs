using System.Globalization;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Core.Tests.Accounts.Simulation;

/// <summary>A world in one seed: instances, clock, storage, network, administrator and provider. Same seed, same history.</summary>
internal sealed class AccountSimulation : ISimulatedWorld
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 22, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _events = new();
    private readonly Random _random;
    private readonly List<SimulatedInstance> _instances = [];
    private readonly List<SimulatedCall> _calls = [];
    private readonly Dictionary<string, List<SimulatedCall>> _sent = new(StringComparer.Ordinal);
    private long _order;
    private int _born;
    private int _chunks;
    private TimeSpan _jump;

    public AccountSimulation(int seed, SimulationOptions options)
    {
        Seed = seed;
        Options = options;
        _random = new Random(seed);
        Timeline = new Timeline(() => Now);
        Store = new VirtualStore(() => UtcNow);
        Auditor = new SimulationAuditor(Store);
        Store.Changed += Auditor.Check;
        CreateAccount();
        for (var index = 0; index < options.Instances; index++)
        {
            Boot();
        }
    }

    public int Seed { get; }

    public SimulationOptions Options { get; }

    public OwnerOptions OwnerOptions { get; } = new() { LeaseDuration = TimeSpan.FromSeconds(30) };

    public Timeline Timeline { get; }

    public VirtualStore Store { get; }

    public SimulationAuditor Auditor { get; }

    public TimeSpan Now { get; private set; }

    public DateTimeOffset UtcNow => Start + Now + _jump;

    public long Steps { get; private set; }

    public int Admitted => _calls.Count(call => call.IsSent);

    public IReadOnlyList<SimulatedCall> Calls => _calls;

    public void Run()
    {
        try
        {
            Schedule();
            RunUntilQuiet(TimeSpan.FromMinutes(30));
            foreach (var instance in _instances)
            {
                instance.Drain();
            }

            Janitor();
            RunUntilQuiet(TimeSpan.FromMinutes(40));
            Conclude();
        }
        catch (Exception exception) when (exception is PromiseBrokenException or InvalidOperationException or Xunit.Sdk.XunitException or NullReferenceException)
        {
            throw new PromiseBrokenException($"seed {Seed}: {exception.Message}{Environment.NewLine}{Timeline}{Environment.NewLine}{exception.StackTrace}");
        }
    }

    public void At(TimeSpan at, Action action) => _events.Enqueue(action, (at < Now ? Now : at, _order++));

    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    public TimeSpan Random(TimeSpan most) => most * _random.NextDouble();

    public void Network<T>(Func<T> execute, Action<T> answered, Action refused, Action lost)
    {
        if (_random.NextDouble() < Options.RefusedSteps)
        {
            After(Latency(), refused);
            return;
        }

        var isLost = _random.NextDouble() < Options.LostAnswers;
        var isLate = _random.NextDouble() < Options.LateExecutions;
        if (isLate)
        {
            // The caller gives up; the request sits in a buffer and is carried out later all the same.
            After(TimeSpan.FromSeconds(2), lost);
            After(TimeSpan.FromSeconds(2) + Random(TimeSpan.FromSeconds(10)), () => execute());
            return;
        }

        After(Latency(), () =>
        {
            var result = execute();
            After(isLost ? TimeSpan.FromSeconds(2) : Latency(), isLost ? lost : () => answered(result));
        });
    }

    public void Sent(SimulatedCall call)
    {
        var lease = Store.Get<LeaseRow>(LeaseRow.KeyOf(call.Hold!.LeaseId))
            ?? throw new PromiseBrokenException($"{call.Id} is sent without a lease in storage");
        var open = _sent.GetValueOrDefault(lease.LeaseId) ?? [];
        open.RemoveAll(other => Store.Get(EntryRow.KeyOf(other.Day, other.Id)) is not null);
        open.Add(call);
        _sent[lease.LeaseId] = open;
        var needed = open.Sum(other => other.IsCharged ? other.CostNanoUsd : other.NeedNanoUsd);
        if (!lease.Closed && lease.GrantedNanoUsd - lease.SettledNanoUsd < needed - Auditor.AllowanceNanoUsd)
        {
            throw new PromiseBrokenException($"{call.Id} is sent, but {lease.LeaseId} has {lease.GrantedNanoUsd - lease.SettledNanoUsd} for {needed}");
        }
    }

    public void Settling(SimulatedCall call)
    {
        // Overage and settlements after a closing are the only movements that may pass a limit.
        var lease = Store.Get<LeaseRow>(LeaseRow.KeyOf(call.Hold!.LeaseId));
        call.IsCharged = true;
        Auditor.AllowanceNanoUsd += Math.Max(0, call.CostNanoUsd - call.NeedNanoUsd);
        if (lease is null or { Closed: true })
        {
            Auditor.AllowanceNanoUsd += call.CostNanoUsd;
        }
    }

    public void Settled(SimulatedCall call)
    {
        call.IsSettled = true;
        if (Store.Get<EntryRow>(EntryRow.KeyOf(call.Hold!.Day, call.Id)) is not { } entry || entry.CostNanoUsd != call.CostNanoUsd)
        {
            throw new PromiseBrokenException($"{call.Id} was answered without its entry");
        }
    }

    public void Refused(SimulatedCall call) => Timeline.Add(call.Id, $"refused: {call.Hold!.Refusal!.Kind}");

    public TimeSpan ProviderLatency() => Random(Options.LongestLatency);

    private TimeSpan Latency() => TimeSpan.FromMilliseconds(1 + (_random.NextDouble() < 0.02 ? _random.Next(1_500) : _random.Next(20)));

    private void CreateAccount()
    {
        var document = Document(Options.DailyLimitNanoUsd, Options.TeamLimitNanoUsd, []);
        Store.Commit([
            RowChange.Insert(new HeadRow(1, 0)),
            RowChange.Insert(new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [new DeclaredScope("red", 1, DateOnly.MinValue)], Document = document }),
        ]);
    }

    private static TenantDocument Document(long daily, long team, IEnumerable<string> more) => new()
    {
        DailyLimitNanoUsd = daily,
        MonthlyLimitNanoUsd = 3 * daily,
        Teams = more.Prepend("red").ToDictionary(
            name => name, _ => new TeamRules { DailyLimitNanoUsd = team, Projects = new Dictionary<string, ProjectRules>() }),
    };

    private void Boot() => _instances.Add(new SimulatedInstance(this, string.Create(CultureInfo.InvariantCulture, $"i{++_born}")));

    private void Schedule()
    {
        for (var index = 0; index < Options.Calls; index++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"c{index:D5}");
            var need = 1 + _random.Next(Options.LargestNeedNanoUsd);
            var cost = _random.NextDouble() < Options.Overages ? need + _random.Next(need) : _random.Next(2) == 0 ? need : _random.Next(need);
            var team = _random.Next(4) switch { 0 => "red", 1 => "blue", 2 => "green", _ => null };
            var session = _random.Next(3) == 0 ? "s1" : null;
            var call = new SimulatedCall(id, team is null ? Attribution.None : new Attribution { Team = team }, need, cost, session);
            _calls.Add(call);
            At(Random(Options.ArrivalSpread), () => PickInstance().Start(call));
        }

        for (var index = 0; index < Options.Calls; index++)
        {
            Plan(Options.Crashes, Crash);
            Plan(Options.Freezes, () => PickInstance().Freeze(Random(TimeSpan.FromSeconds(60))));
            Plan(Options.LimitChanges, ChangeLimits);
            Plan(Options.NewScopes, DeclareScope);
            Plan(Options.Midnights, PassMidnight);
            Plan(Options.Chunks, StartChunk);
        }
    }

    private void Plan(double rate, Action action)
    {
        if (_random.NextDouble() < rate)
        {
            At(Random(Options.ArrivalSpread), action);
        }
    }

    private SimulatedInstance PickInstance()
    {
        var alive = _instances.Where(instance => !instance.IsDead).ToList();
        return alive[_random.Next(alive.Count)];
    }

    private void Crash()
    {
        PickInstance().Crash();
        Boot();
    }

    private void StartChunk()
    {
        var team = _random.Next(3) switch { 0 => "red", 1 => "blue", _ => null };
        var worst = Enumerable.Range(0, 1 + _random.Next(8)).Select(_ => 1L + _random.Next(Options.LargestNeedNanoUsd)).ToList();
        new SimulatedChunk(this, $"b{++_chunks}", new Attribution { Team = team }, worst).Reserve();
    }

    private void PassMidnight()
    {
        _jump += UtcNow.Date.AddDays(1) - UtcNow.UtcDateTime;
        Timeline.Add("clock", $"is {UtcNow:yyyy-MM-dd HH:mm}");
    }

    private void ChangeLimits() => PutLimits(row => row with
    {
        Document = row.Document with { DailyLimitNanoUsd = Options.DailyLimitNanoUsd / 2 + _random.NextInt64(Options.DailyLimitNanoUsd) },
    });

    private void DeclareScope() => PutLimits(row => row.Scopes.Count > 1 ? row : row with
    {
        ScopesVersion = row.ScopesVersion + 1,
        Scopes = [.. row.Scopes, new DeclaredScope("blue", row.ScopesVersion + 1, DateOnly.FromDateTime(UtcNow.UtcDateTime))],
        Document = Document(row.Document.DailyLimitNanoUsd!.Value, Options.TeamLimitNanoUsd, ["blue"]),
    });

    private void PutLimits(Func<LimitsRow, LimitsRow> change)
    {
        var head = Store.Get(HeadRow.Key)!;
        var limits = Store.Get(LimitsRow.Key)!;
        var version = ((HeadRow)head.Row).LimitsVersion + 1;
        var changed = change((LimitsRow)limits.Row) with { Version = version };
        Timeline.Add("admin", $"limit {changed.Document.DailyLimitNanoUsd}, scopes {changed.ScopesVersion}");
        Store.Commit([RowChange.Replace((HeadRow)head.Row with { LimitsVersion = version }, head.ETag), RowChange.Replace(changed, limits.ETag)]);
    }

    /// <summary>Fresh instances ask for money until no lease of a dead one is left: closing is done by whoever comes next.</summary>
    private void Janitor()
    {
        for (var round = 1; round <= 20; round++)
        {
            var call = new SimulatedCall($"z{round:D2}", Attribution.None, 1_000_000_000, 0, null);
            After(TimeSpan.FromSeconds(40 * round), () =>
            {
                Boot();
                var janitor = _instances[^1];
                janitor.Start(call);
                After(TimeSpan.FromSeconds(10), janitor.Drain);
            });
        }
    }

    private void RunUntilQuiet(TimeSpan most)
    {
        var end = Now + most;
        while (_events.TryDequeue(out var action, out var due) && due.At <= end)
        {
            Now = due.At;
            Steps++;
            action();
        }
    }

    private void Conclude()
    {
        Auditor.CheckAtRest();
        if (_instances.FirstOrDefault(instance => !instance.IsAtRest) is { } restless)
        {
            throw new PromiseBrokenException($"{restless} drained and never comes to rest");
        }

        foreach (var day in _calls.Where(call => call.IsBilled).GroupBy(call => call.Day))
        {
            var billed = day.Sum(call => call.CostNanoUsd - Math.Max(0, call.IsSettled ? 0 : call.CostNanoUsd - call.NeedNanoUsd));
            if (Auditor.EntriesOf(day.Key) < billed)
            {
                throw new PromiseBrokenException($"{day.Key}: the provider bills {billed}, the ledger knows {Auditor.EntriesOf(day.Key)}");
            }
        }
    }
}
