using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;

namespace GenOps.Benchmarks.Growth;

/// <summary>What a call costs when there is ten times as much of something, against once, taking turns.</summary>
internal static class GrowthRun
{
    private const int PairsPerEffort = 2;
    private static readonly Target Flat = Target.AtMost(0.10);

    public static async Task<Topic> RunAsync(Effort effort)
    {
        await WarmUpAsync(effort.Count(200_000));
        var figures = new List<Figure>();
        foreach (var growing in (Growing[])
        [
            new("tenants", 100, GrowthWorlds.TenantsAsync, effort.Count(40_000)),
            new("declared scopes", 50, GrowthWorlds.ScopesAsync, effort.Count(30_000)),
            new("calls made before", effort.Count(20_000), GrowthWorlds.CallsAsync, effort.Count(10_000)),
            new("ledger entries", effort.Count(20_000), GrowthWorlds.LedgerAsync, effort.Count(10_000)),
        ])
        {
            figures.Add(await CompareAsync(growing, PairsPerEffort * effort.Pairs));
        }

        return new Topic("growth", figures);
    }

    private static async Task<Figure> CompareAsync(Growing growing, int pairs)
    {
        await using var tenTimes = await growing.MakeAsync(10 * growing.Size);
        var turns = await Turns.TakeAsync(pairs, () => OnceAsync(growing), () => TurnAsync(tenTimes, growing));
        var (once, ten) = (Cost(turns.Select(static turn => turn.A)), Cost(turns.Select(static turn => turn.B)));
        var costs = FormattableString.Invariant($"{once:0.0} us of processor time a call, then {ten:0.0} us");
        Console.WriteLine($"{growing.Name}: {costs}");
        return new Figure(
            FormattableString.Invariant($"{growing.Size:N0} {growing.Name}, then {10 * growing.Size:N0}"),
            Turns.Median(turns.Select(static turn => (turn.B.ProcessorMicroseconds / turn.A.ProcessorMicroseconds) - 1)), "+0.0 %;-0.0 %;0.0 %", Flat, $"It was {costs}.");
    }

    // A new one for each turn: the turns before have added to the old one.
    private static async Task<LoadResult> OnceAsync(Growing growing)
    {
        await using var once = await growing.MakeAsync(growing.Size);
        return await TurnAsync(once, growing);
    }

    // What ran just before has the caches: neither side is measured cold.
    private static async Task<LoadResult> TurnAsync(World world, Growing growing)
    {
        await world.RunAsync(growing.Calls / 2);
        return await world.RunAsync(growing.Calls);
    }

    private static async Task WarmUpAsync(int calls)
    {
        await using var world = await GrowthWorlds.TenantsAsync(World.BusyTenants);
        await world.RunAsync(calls);
    }

    private static double Cost(IEnumerable<LoadResult> loads) => Turns.Median(loads.Select(static load => load.ProcessorMicroseconds));
}
