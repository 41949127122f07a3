using GenOps.Adapters.Storage;
using GenOps.Adapters.Tables;
using GenOps.Application.Storage;
using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Report;
using GenOps.TestKit;

namespace GenOps.Benchmarks.Durable;

/// <summary>The whole governed call with storage in Azurite, against Azurite's own rate for the same entries, taking turns.</summary>
internal static class DurableRun
{
    private const int Callers = 64;
    private const int Writers = 4;

    public static async Task<Topic> RunAsync(Effort effort) => new("durable", [.. await RunAsync(1, effort), .. await RunAsync(4, effort)]);

    // Azurite gets slower the more rows a partition has, so both sides fill equally many.
    private static async Task<Figure[]> RunAsync(int tenants, Effort effort)
    {
        await using var azurite = await TestAzurite.StartAsync();
        var stores = await OpenAsync(azurite.ConnectionString);
        await using var parts = new Parts(stores);
        var callers = await Task.WhenAll(Enumerable.Range(0, tenants).Select(tenant => parts.CreateCallerAsync($"tenant-{tenant}")));
        await CallLoad.RunAsync(parts, callers, Callers, effort.Seconds(3));
        var rows = new EntryWriters(stores.Accounts, await EntryWriters.SampleAsync(stores.Accounts, callers[0].Tenant), tenants);
        await rows.RunAsync(Writers, effort.Seconds(2));
        var (entries, transactions) = (parts.Stores.Entries, parts.Stores.Transactions);
        var turns = await Turns.TakeAsync(
            effort.Pairs,
            () => rows.RunAsync(Writers, effort.Seconds(4)),
            () => CallLoad.RunAsync(parts, callers, Callers, effort.Seconds(4)));
        foreach (var (own, calls) in turns)
        {
            Console.WriteLine($"tenants {tenants}   Azurite {RowsPerSecond(own):N0} rows/s   governed {calls}");
        }

        var perTransaction = (double)(parts.Stores.Entries - entries) / (parts.Stores.Transactions - transactions);
        var label = tenants == 1 ? "1 tenant" : $"{tenants} tenants";
        return
        [
            new($"{label}: calls/s, governed, to rows/s of Azurite alone", Turns.Median(turns.Select(static turn => turn.B.Rate / RowsPerSecond(turn.A))), "0.00",
                Target.AtLeast(0.5),
                $"A transaction of Azurite costs much by itself, and {Callers} callers that wait for their entries fill one with {perTransaction:0} entries, not "
                + $"{EntryWriters.RowsPerTransaction}; a lease and a roll-up go along with each; calls and Azurite share the cores."),
            new($"{label}: entries a transaction", perTransaction, "0"),
            new($"{label}: governed, {Callers} connections", Turns.Median(turns.Select(static turn => turn.B.Rate)), "#,0 'calls/s'"),
            new($"{label}: p50", Turns.Median(turns.Select(static turn => turn.B.P50 / 1000)), "0.0 'ms'"),
            new($"{label}: p99", Turns.Median(turns.Select(static turn => turn.B.P99 / 1000)), "0.0 'ms'"),
            new($"{label}: Azurite alone, {Writers} writers", Turns.Median(turns.Select(static turn => RowsPerSecond(turn.A))), "#,0 'rows/s'"),
        ];
    }

    /// <summary>Stores in Azurite, the tables made.</summary>
    public static async Task<IRowStores> OpenAsync(string connection)
    {
        var stores = new TableRowStores(StorageConnection.Parse(connection), new StorageOptions());
        await stores.CheckAsync(CancellationToken.None);
        return stores;
    }

    private static double RowsPerSecond(LoadResult own) => own.Rate * EntryWriters.RowsPerTransaction;
}
