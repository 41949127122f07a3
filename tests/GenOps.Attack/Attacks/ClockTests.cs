using GenOps.Attack.World;
using GenOps.EmbeddedHost.Hosting;

namespace GenOps.Attack.Attacks;

/// <summary>Instances whose clocks are wrong by nearly as much as the start allows, over midnight.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(3.5);

    [Fact]
    public async Task Calls_ClocksDifferOverMidnight_BreakNoPromise()
    {
        await using var world = await AttackWorld.StartAsync();
        await world.AddInstanceAsync(Skew);
        await world.AddInstanceAsync(-Skew);
        var tenant = await world.AddTenantAsync(new() { ["daily_limit_usd"] = "0.000300000", ["monthly_limit_usd"] = "0.000600000" }, isBounded: true);
        var midnight = world.Time.GetUtcNow().UtcDateTime.Date.AddDays(1);

        foreach (var seconds in (int[])[-20, -8, -2, 2, 8, 90])
        {
            world.Time.JumpTo(new DateTimeOffset(midnight, TimeSpan.Zero).AddSeconds(seconds));
            await world.CallAllAsync(tenant, Enumerable.Repeat(new CallShape { Marker = "tokens=bound" }, 15));
        }

        var evidence = await Audited.AssertCleanAsync(world, "midnight");
        Assert.Equal(2, evidence.Tenants[0].Entries.Select(static entry => entry.Day).Distinct().Count());
    }

    [Theory]
    [InlineData(7)]
    [InlineData(-7)]
    public async Task Start_ClockIsTooFarOff_Refuses(int seconds)
    {
        await using var world = await AttackWorld.StartAsync();

        await Assert.ThrowsAsync<HostStartupException>(() => world.AddInstanceAsync(TimeSpan.FromSeconds(seconds)));
    }
}
