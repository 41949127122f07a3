using GenOps.Attack.World;
using GenOps.TestKit.Storage;

namespace GenOps.Attack.Attacks;

/// <summary>Storage goes away while calls run, and comes back.</summary>
public sealed class OutageTests
{
    private const int Callers = 24;

    public static TheoryData<string> Outages => ["unavailable", "throttled", "answers lost"];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Calls_StorageGoesAndComesBack_AreRefusedMeanwhileAndServedAgain(string outage)
    {
        await using var world = await AttackWorld.StartAsync("GenOps:DeadlineSeconds=3");
        var tenant = await world.AddTenantAsync(new() { ["daily_limit_usd"] = "0.010000000" }, isBounded: true);
        var instance = world.Alive[0];
        Assert.Equal(200, (await world.CallAsync(instance, tenant, new CallShape())).Status);

        var running = world.CallAllAsync(tenant, Enumerable.Repeat(new CallShape { Marker = "latency=60" }, Callers));
        instance.Suffer(_ => outage switch { "unavailable" => RowFault.Unavailable, "throttled" => RowFault.Throttled, _ => RowFault.AnswerLost });
        await running;
        var billed = world.Simulator.Books.CallCount;
        var meanwhile = await world.CallAllAsync(tenant, Enumerable.Repeat(new CallShape { MaxTokens = 40, Team = "alpha" }, Callers));
        var billedMeanwhile = world.Simulator.Books.CallCount - billed;
        instance.Heal();
        var served = await UntilServedAsync(world, instance, tenant);

        // Money that was held before may still serve a call; no other may reach the provider.
        Assert.True(billedMeanwhile <= meanwhile.Count(static call => call.Code is null || call.Status == 503), $"{billedMeanwhile} calls reached the provider.");
        Assert.Contains(meanwhile, static call => call.Code == "ledger_unavailable");
        Assert.True(served, "No call was served after storage came back.");
        await Audited.AssertCleanAsync(world, outage);
    }

    private static async Task<bool> UntilServedAsync(AttackWorld world, Instance instance, AttackTenant tenant)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if ((await world.CallAsync(instance, tenant, new CallShape())).Status == 200)
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return false;
    }
}
