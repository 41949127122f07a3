using GenOps.Adapters.Memory;
using GenOps.Application.Tenants;
using GenOps.Benchmarks.Load;
using GenOps.Core.Tenants;
using GenOps.Core.Wire;

namespace GenOps.Benchmarks.Growth;

/// <summary>Instances that differ in the size of one thing.</summary>
internal static class GrowthWorlds
{
    private const int ProjectsPerTeam = 9;

    /// <summary>Tenants, each having called.</summary>
    public static async Task<World> TenantsAsync(int tenants)
    {
        var parts = Entryless();
        var callers = await CallersAsync(parts, tenants);
        foreach (var some in callers.Chunk(World.Workers))
        {
            await Task.WhenAll(some.Select(caller => CallLoad.OneAsync(parts, caller)));
        }

        return new World(parts, callers);
    }

    /// <summary>Calls made before, their entries not kept.</summary>
    public static async Task<World> CallsAsync(int calls)
    {
        var parts = Entryless();
        var callers = await CallersAsync(parts, World.BusyTenants);
        await CallLoad.CountAsync(parts, callers, World.Workers, calls);
        return new World(parts, callers);
    }

    /// <summary>Declared teams and projects; always the same project is called, so that what differs is the scopes.</summary>
    public static async Task<World> ScopesAsync(int scopes)
    {
        var parts = Entryless();
        var projects = Enumerable.Range(0, ProjectsPerTeam)
            .ToDictionary(static project => $"project-{project}", static _ => new ProjectRules { DailyLimitNanoUsd = 1_000_000_000_000 });
        var teams = Enumerable.Range(0, scopes / (1 + ProjectsPerTeam)).ToDictionary(static team => $"team-{team}", _ => new TeamRules { Projects = projects });
        var callers = await CallersAsync(parts, World.BusyTenants, Documents.Rich() with { Teams = teams });
        return new World(parts, callers, new RequestMetadata { Team = "team-0", Project = "project-0" });
    }

    /// <summary>Entries in memory storage, of today and of the tenants that call.</summary>
    public static async Task<World> LedgerAsync(int entries)
    {
        var parts = new Parts();
        var callers = await CallersAsync(parts, World.BusyTenants);
        await CallLoad.CountAsync(parts, callers, World.Workers, entries);
        return new World(parts, callers);
    }

    private static Parts Entryless() => new(new EntrylessRows(new MemoryRowStores(TimeProvider.System)));

    private static async Task<IReadOnlyList<Caller>> CallersAsync(Parts parts, int tenants, TenantDocument? document = null)
    {
        var callers = new List<Caller>(tenants);
        for (var tenant = 0; tenant < tenants; tenant++)
        {
            callers.Add(await parts.CreateCallerAsync($"tenant-{tenant}", document));
        }

        return callers;
    }
}
