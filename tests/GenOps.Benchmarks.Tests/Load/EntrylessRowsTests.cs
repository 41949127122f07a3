using GenOps.Adapters.Memory;
using GenOps.Benchmarks.Load;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;
using GenOps.Core.Wire;

namespace GenOps.Benchmarks.Tests.Load;

/// <summary>Calls succeed over storage that keeps no entries, and everything else is kept.</summary>
public sealed class EntrylessRowsTests
{
    [Fact]
    public async Task Calls_OfASession_AreCountedAndLeaveNoEntry()
    {
        var kept = new MemoryRowStores(TimeProvider.System);
        await using var parts = new Parts(new EntrylessRows(kept));
        var caller = await parts.CreateCallerAsync("acme");
        var session = (await parts.Sessions.StartAsync("acme", new(), CancellationToken.None)).Row.SessionId;

        await CallLoad.CountAsync(parts, [caller], workers: 4, calls: 100, new RequestMetadata { SessionId = session });

        var view = await parts.Sessions.FindAsync("acme", session, Pins.None, CancellationToken.None);
        var rows = (await kept.Accounts.QueryAsync("acme", " ", "~", limit: 1_000, continuation: null, CancellationToken.None)).Rows;
        Assert.Equal(100, view!.Sums.Total.Operations);
        Assert.DoesNotContain(rows, static row => row.Row is EntryRow);
        Assert.Contains(rows, static row => row.Row is RollupRow);
    }
}
