using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenOps.Attack.Auditing;
using GenOps.Attack.World;
using GenOps.TestKit.Storage;

namespace GenOps.Attack.Histories;

/// <summary>
/// A random attack: tenants, instances with wrong clocks, bursts of calls of every kind, storage that fails in every way, instances that crash between
/// two writes, limits that change. The seed draws all of it but the order in which concurrent calls run.
/// </summary>
internal sealed class History(int seed)
{
    private static readonly RowFault[] Faults = [RowFault.Unavailable, RowFault.Throttled, RowFault.RequestLost, RowFault.AnswerLost, RowFault.Conflict];

    private readonly Random _random = new(seed);
    private readonly Dictionary<AttackTenant, (JsonObject Document, string Session)> _tenants = [];

    /// <summary>Plays it and audits what is left; no finding is the good end.</summary>
    public async Task<IReadOnlyList<Finding>> PlayAsync() => Auditor.Audit(await CollectAsync());

    /// <summary>Plays it and returns the evidence.</summary>
    public async Task<Evidence> CollectAsync()
    {
        await using var world = await AttackWorld.StartAsync();
        for (var tenants = _random.Next(1, 3); tenants > 0; tenants--)
        {
            await AddTenantAsync(world);
        }

        for (var rounds = _random.Next(2, 5); rounds > 0; rounds--)
        {
            await BurstAsync(world);
            await ChangeAsync(world);
        }

        return await EvidenceReader.ReadAsync(world);
    }

    private async Task AddTenantAsync(AttackWorld world)
    {
        var document = RandomTenant.Next(_random);
        var tenant = await world.AddTenantAsync(document, isBounded: (string?)document["policy"] != "advisory");
        using var client = world.Alive[0].Client(tenant.Key);
        using var answer = await client.PostAsJsonAsync("genops/sessions", new { name = "attack", team = "alpha", project = "one" });
        var session = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        _tenants.Add(tenant, (document, session));
    }

    private async Task BurstAsync(AttackWorld world)
    {
        foreach (var instance in world.Alive)
        {
            instance.Suffer(Plan(instance, mayDie: _random.Next(4) == 0));
        }

        var calls = new List<Task>();
        for (var count = _random.Next(6, 25); count > 0; count--)
        {
            calls.AddRange(Call(world));
        }

        await Task.WhenAll(calls);
        foreach (var instance in world.Alive)
        {
            instance.Heal();
        }
    }

    private IEnumerable<Task> Call(AttackWorld world)
    {
        var tenant = world.Tenants[_random.Next(world.Tenants.Count)];
        var shape = RandomShape.Next(_random, _tenants[tenant].Session);
        var repeats = 1;
        if (_random.Next(6) == 0)
        {
            (shape, repeats) = (shape with { IdempotencyKey = $"k-{_random.Next(1_000_000)}", User = world.NewUser(tenant) }, 2);
        }

        // Drawn now: the tasks run concurrently.
        var instances = Enumerable.Range(0, repeats).Select(_ => world.Alive is { Count: > 0 } alive ? alive[_random.Next(alive.Count)] : null).ToList();
        return instances.OfType<Instance>().Select(instance => (Task)world.CallAsync(instance, tenant, shape));
    }

    private Func<RowOperation, RowFault> Plan(Instance instance, bool mayDie)
    {
        var faults = FaultPlan.Seeded(_random.Next(), _random.Next(3) switch { 0 => 0, 1 => 3, _ => 10 }, Faults);
        var (commits, last) = (0, mayDie ? _random.Next(1, 12) : int.MaxValue);
        return operation =>
        {
            if (operation.Kind is RowOperationKind.Commit && Interlocked.Increment(ref commits) >= last)
            {
                instance.Die();
                return operation.Number % 2 == 0 ? RowFault.AnswerLost : RowFault.RequestLost;
            }

            return faults(operation);
        };
    }

    private async Task ChangeAsync(AttackWorld world)
    {
        if (world.Alive.Count == 0 || (world.Alive.Count < 3 && _random.Next(2) == 0))
        {
            await world.AddInstanceAsync(TimeSpan.FromMilliseconds(_random.Next(-4_000, 4_000)));
        }

        if (_random.Next(3) == 0)
        {
            var tenant = world.Tenants[_random.Next(world.Tenants.Count)];
            await world.PutAsync(tenant.Name, RandomTenant.Raised(_tenants[tenant].Document));
        }

        if (_random.Next(3) == 0)
        {
            world.Time.JumpTo(world.Time.GetUtcNow() + TimeSpan.FromSeconds(_random.Next(1, 90)));
        }
    }
}
