using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenOps.Adapters.Memory;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Simulator;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Attack.World;

/// <summary>Instances of the app over one storage in memory and one simulated provider, all in this process, on a clock that can be set forward.</summary>
internal sealed class AttackWorld : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly IRowStores _rows;
    private readonly MemoryBlobStore _blobs = new();
    private readonly List<Instance> _instances = [];
    private readonly ConcurrentQueue<CallRecord> _calls = new();
    private readonly string[] _settings;
    private int _users;

    private AttackWorld(SimulatorServer simulator, Func<IRowStores, IRowStores> wrap, string[] settings)
    {
        (Simulator, _settings) = (simulator, settings);
        _rows = wrap(new MemoryRowStores(Time));
        FirstDay = Today;
    }

    public JumpingTime Time { get; } = new();

    public SimulatorServer Simulator { get; }

    public List<AttackTenant> Tenants { get; } = [];

    /// <summary>The UTC day on which the world began.</summary>
    public DateOnly FirstDay { get; }

    public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);

    public IReadOnlyList<Instance> Alive => [.. _instances.Where(static instance => !instance.IsDead)];

    public IReadOnlyCollection<CallRecord> Calls => _calls;

    /// <summary>How long a call waits for money that may free up.</summary>
    public TimeSpan AdmissionWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A world with one instance.</summary>
    public static Task<AttackWorld> StartAsync(params string[] settings) => StartAsync(TimeSpan.FromSeconds(1), static rows => rows, settings);

    /// <summary>A world with one instance whose calls wait so long for money, over rows that may be wrapped.</summary>
    public static async Task<AttackWorld> StartAsync(TimeSpan admissionWait, Func<IRowStores, IRowStores> wrap, params string[] settings)
    {
        var world = new AttackWorld(await SimulatorServer.StartAsync(), wrap, settings) { AdmissionWait = admissionWait };
        await world.AddInstanceAsync(TimeSpan.Zero);
        return world;
    }

    /// <summary>Another instance, whose clock is off by so much.</summary>
    public async Task<Instance> AddInstanceAsync(TimeSpan skew)
    {
        var faults = new StorageFaults();
        var host = await AppHost.StartAsync(
            services =>
            {
                services.AddSingleton<TimeProvider>(new SkewedTime(Time, skew));
                services.AddSingleton<IRowStores>(new FaultyRowStores(_rows, faults.Next, Time));
                services.AddSingleton<IBlobStore>(_blobs);
                services.AddSingleton(new OwnerOptions { AdmissionWait = AdmissionWait, IdleReturn = TimeSpan.FromMilliseconds(50), HeadPoll = TimeSpan.FromMilliseconds(50) });
            },
            Simulator,
            ["GenOps:Provider:MinimumThroughput=10000", "GenOps:DeadlineSeconds=5", .. _settings]);
        var instance = new Instance(host, faults);
        _instances.Add(instance);
        return instance;
    }

    /// <summary>A tenant with a key, made through the API.</summary>
    /// <param name="document">The tenant document.</param>
    /// <param name="isBounded">Whether no limit may ever be passed.</param>
    public async Task<AttackTenant> AddTenantAsync(JsonObject document, bool isBounded)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"tenant-{Tenants.Count + 1}");
        await PutAsync(name, document);
        using var administrator = Alive[0].Client(AppHost.AdminKey);
        using var answer = await administrator.PostAsJsonAsync($"genops/tenants/{name}/keys", new { });
        var key = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
        var tenant = new AttackTenant(name, key, isBounded);
        Tenants.Add(tenant);
        return tenant;
    }

    /// <summary>A tenant without limits.</summary>
    public Task<AttackTenant> AddTenantAsync() => AddTenantAsync([], isBounded: true);

    /// <summary>Calls at once, spread over all living instances.</summary>
    public Task<CallRecord[]> CallAllAsync(AttackTenant tenant, IEnumerable<CallShape> shapes)
    {
        var alive = Alive;
        return Task.WhenAll(shapes.Select((shape, number) => CallAsync(alive[number % alive.Count], tenant, shape)));
    }

    /// <summary>Puts a tenant's document through the API; storage must be well.</summary>
    public async Task PutAsync(string tenant, JsonObject document)
    {
        using var administrator = Alive[0].Client(AppHost.AdminKey);
        using var answer = await administrator.PutAsJsonAsync($"genops/tenants/{tenant}", document);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>One call of a tenant at an instance; what came of it is remembered.</summary>
    public async Task<CallRecord> CallAsync(Instance instance, AttackTenant tenant, CallShape shape)
    {
        var user = shape.User ?? NewUser(tenant);
        var call = await Caller.CallAsync(instance, tenant, user, shape);
        _calls.Enqueue(call);
        return call;
    }

    /// <summary>Forgets what callers saw so far.</summary>
    public void ForgetCalls() => _calls.Clear();

    /// <summary>A mark that no other call has; it begins with the tenant's name.</summary>
    public string NewUser(AttackTenant tenant) => string.Create(CultureInfo.InvariantCulture, $"{tenant.Name}/{Interlocked.Increment(ref _users)}");

    public async ValueTask DisposeAsync()
    {
        var end = Task.WhenAll(_instances.Select(static instance => instance.DisposeAsync().AsTask()));
        while (await Task.WhenAny(end, Task.Delay(Pause, TimeProvider.System)) != end)
        {
            // A dead one goes on trying to give its money back until it loses its patience.
            Time.JumpTo(Time.GetUtcNow() + TimeSpan.FromSeconds(25));
        }

        await end;
        await Simulator.DisposeAsync();
    }
}
