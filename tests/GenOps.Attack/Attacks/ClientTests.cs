using GenOps.Attack.World;

namespace GenOps.Attack.Attacks;

/// <summary>Clients that leave, that read slowly, and that send the same key at once.</summary>
public sealed class ClientTests
{
    private const int Seed = 20261128;
    private const int Clients = 60;

    [Fact]
    public async Task Clients_LeaveAtAnyMoment_PayWhatWasProduced()
    {
        await using var world = await AttackWorld.StartAsync();
        var tenant = await world.AddTenantAsync(new() { ["daily_limit_usd"] = "0.010000000" }, isBounded: true);
        var random = new Random(Seed);

        await world.CallAllAsync(tenant, Enumerable.Range(0, Clients).Select(number => new CallShape
        {
            Stream = number % 3 != 0,
            Marker = "token_delay=2,latency=5,completion_tokens=30",
            LeavesAfter = TimeSpan.FromMilliseconds(random.Next(1, 120)),
        }).ToList());

        var evidence = await Audited.AssertCleanAsync(world, $"seed {Seed}");
        Assert.Contains(evidence.Calls, static call => call.IsBroken);
    }

    [Fact]
    public async Task Clients_ReadSlowly_GetWholeStreamsAndHoldNobodyUp()
    {
        await using var world = await StartPatientAsync();
        var tenant = await world.AddTenantAsync();

        var slow = world.CallAllAsync(tenant, Enumerable.Repeat(
            new CallShape { Stream = true, Marker = "size=200000", RestsBetweenReads = TimeSpan.FromMilliseconds(5) }, 12));
        var quick = await world.CallAllAsync(tenant, Enumerable.Repeat(new CallShape(), Clients));
        var slowAnswers = await slow;

        Assert.All(quick.Concat(slowAnswers), static call => Assert.True(call is { Status: 200, IsBroken: false }, call.Text));
        await Audited.AssertCleanAsync(world, "slow readers");
    }

    [Fact]
    public async Task Clients_SameKeyAtOnce_AreCalledAndChargedOnce()
    {
        await using var world = await StartPatientAsync();
        await world.AddInstanceAsync(TimeSpan.Zero);
        var tenant = await world.AddTenantAsync();
        var shapes = Enumerable.Range(0, 8).Select(key => new CallShape { IdempotencyKey = $"k-{key}", User = world.NewUser(tenant), Marker = "latency=10" });

        await world.CallAllAsync(tenant, shapes.SelectMany(static shape => Enumerable.Repeat(shape, 6)).ToList());

        var evidence = await Audited.AssertCleanAsync(world, "same keys");
        Assert.Equal((8, 8), (evidence.Bills.Count, evidence.Tenants[0].Entries.Count));
    }

    // A busy machine must not make a call wait in vain.
    private static Task<AttackWorld> StartPatientAsync() => AttackWorld.StartAsync(TimeSpan.FromSeconds(20), static rows => rows, "GenOps:DeadlineSeconds=60");
}
