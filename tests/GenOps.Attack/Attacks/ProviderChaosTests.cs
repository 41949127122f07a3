using GenOps.Attack.World;
using GenOps.Simulator;

namespace GenOps.Attack.Attacks;

/// <summary>Every fault of the provider at once, met by calls of every kind.</summary>
public sealed class ProviderChaosTests
{
    [Fact]
    public async Task Calls_ProviderFailsInEveryWay_BreaksNoPromise()
    {
        await using var world = await AttackWorld.StartAsync("GenOps:Provider:AttemptTimeoutSeconds=1", "GenOps:Provider:StreamIdleSeconds=1");
        var tenant = await world.AddTenantAsync(new() { ["daily_limit_usd"] = "0.010000000" }, isBounded: true);
        string[] faults = [.. Enum.GetValues<FaultKind>().Where(static kind => kind is not FaultKind.Status and not FaultKind.None)
            .Select(static kind => new Fault(kind).ToString()), "400", "401", "402", "403", "404", "422", "429", "500", "503", "529"];

        foreach (var wave in Waves(faults))
        {
            await world.CallAllAsync(tenant, wave);
        }

        var evidence = await Audited.AssertCleanAsync(world, "provider chaos");
        Assert.Contains(evidence.Tenants[0].Entries, static entry => entry.Status == "in_doubt");
        Assert.Contains(evidence.Tenants[0].Entries, static entry => entry.IsEstimated);
        Assert.Contains(evidence.Calls, static call => call.Status == 200);
    }

    // Each fault once for good, and once so that the second attempt passes; with and without a stream; with another model to fall back on.
    private static IEnumerable<IEnumerable<CallShape>> Waves(string[] faults)
    {
        foreach (var stream in (bool[])[false, true])
        {
            yield return faults.SelectMany(fault => (CallShape[])
            [
                new() { Stream = stream, Marker = $"fault={fault},retry_after=-1" },
                new() { Stream = stream, Marker = $"fault={fault},times=1,id={fault}-{stream},retry_after=-1" },
                new() { Stream = stream, Marker = $"fault={fault},times=3,id={fault}-{stream}-b,retry_after=-1", FallbackModels = CallShape.Large },
            ]);
        }
    }
}
