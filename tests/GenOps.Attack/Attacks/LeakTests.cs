using System.Diagnostics;
using GenOps.Attack.World;

namespace GenOps.Attack.Attacks;

/// <summary>Many calls of every kind leave nothing behind in the process: no memory, no handle, no thread. What is measured is the process's, so nothing else runs beside it.</summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakTests
{
    private const int AtOnce = 50;

    // Two ends of a connection each for the caller and for the provider. A handle that one kind of calls leaves behind comes to far more.
    private const int PooledHandles = AtOnce * 4;

    // Pools, compiled code and what waits to be flushed come to a megabyte or two, whatever the count; a leak grows with it.
    private const int SettledBytes = 4 * 1024 * 1024;
    private const int BytesPerCall = 20;

    // The short form takes seconds; the long one as many calls as a tenant makes in an hour at 55 a second.
    private static int Waves => AttackForm.IsLong ? 4_000 : 60;

    [Fact]
    public async Task Calls_ThousandsOfEveryKind_LeaveNothingBehind()
    {
        await using var world = await AttackWorld.StartAsync(TimeSpan.FromSeconds(1), static rows => new ForgetfulRowStores(rows));
        var tenant = await world.AddTenantAsync();
        await RunAsync(world, tenant, Math.Max(20, Waves / 10));
        var before = Measure(world);

        await RunAsync(world, tenant, Waves);

        var after = Measure(world);
        var calls = Waves * AtOnce;
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls} calls: {before} -> {after}");
        Assert.True(after.Bytes - before.Bytes < SettledBytes + ((long)calls * BytesPerCall), $"{calls} calls: {before} -> {after}");
        Assert.True(after.OpenHandles - before.OpenHandles < PooledHandles, $"{calls} calls: {before} -> {after}");
    }

    private static async Task RunAsync(AttackWorld world, AttackTenant tenant, int waves)
    {
        for (var wave = 0; wave < waves; wave++)
        {
            await world.CallAllAsync(tenant, Enumerable.Range(0, AtOnce).Select(static number => (number % 10) switch
            {
                0 => new CallShape { Stream = true, Marker = "token_delay=1", LeavesAfter = TimeSpan.FromMilliseconds(5) },
                1 => new CallShape { Stream = true },
                2 => new CallShape { Marker = "fault=reset,retry_after=-1" },
                3 => new CallShape { Model = "unknown" },
                _ => new CallShape(),
            }).ToList());
            world.ForgetCalls();
        }
    }

    private static Measured Measure(AttackWorld world)
    {
        world.Simulator.Books.Clear();
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new Measured(GC.GetTotalMemory(forceFullCollection: true), process.HandleCount);
    }

    private sealed record Measured(long Bytes, int OpenHandles);
}
