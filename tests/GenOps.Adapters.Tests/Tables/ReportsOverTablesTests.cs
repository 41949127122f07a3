using GenOps.Adapters.Tests.Storage;
using GenOps.Application.Reports;
using GenOps.Application.Sessions;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;
using GenOps.Core.Rows;
using GenOps.Core.Sessions;

namespace GenOps.Adapters.Tests.Tables;

/// <summary>Sessions and reports page by keys and cursors of their own making; here over real tables.</summary>
public sealed class ReportsOverTablesTests(AzuriteFixture azurite)
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    private readonly string _tenant = TestNames.Next();

    [Fact]
    public async Task List_Sessions_AreShownOnceTheNewestFirst()
    {
        var sessions = new SessionDirectory(azurite.Rows, TimeProvider.System);
        var started = new List<string>();
        for (var index = 0; index < 5; index++)
        {
            started.Add((await sessions.StartAsync(_tenant, new NewSession { Name = "é/#?" }, CancellationToken.None)).Row.SessionId);
        }

        await sessions.EndAsync(_tenant, started[1], Pins.None, CancellationToken.None);
        await sessions.EndAsync(_tenant, started[1], Pins.None, CancellationToken.None);
        var elsewhere = new SessionDirectory(azurite.Rows, TimeProvider.System);

        Assert.Equal(started.OrderDescending(StringComparer.Ordinal), await AllAsync(elsewhere, null));
        Assert.Equal([started[1]], await AllAsync(elsewhere, SessionState.Ended));
        Assert.Equal(4, await elsewhere.CountActiveAsync(_tenant, Pins.None, CancellationToken.None));
        Assert.Equal(SessionState.Ended, await elsewhere.CheckAsync(_tenant, started[1], CancellationToken.None));
        Assert.Equal(SessionState.Active, await elsewhere.CheckAsync(_tenant, started[0], CancellationToken.None));
        Assert.Equal(SessionState.Unknown, await elsewhere.CheckAsync(TestNames.Next(), started[0], CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000)]
    public async Task Read_Ledger_PagesByEntryIds(int limit)
    {
        string[] ids = ["01J1-1", "01J1-1-release", "01J1-2", "batch|a b|1", "batch|a b|2"];
        await InsertAsync(ids.Select(id => RowSamples.Entry(1) with { EntryId = id }));
        await InsertAsync([RowSamples.Entry(2) with { Day = Day.AddDays(1) }, RowSamples.Entry(3) with { Day = Day.AddDays(-1) }]);
        var ledger = new LedgerReader(azurite.Rows, TimeProvider.System);

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ledger.ReadAsync(_tenant, Pins.None, Day, limit, cursor, CancellationToken.None);
            found.AddRange(page.Entries.Select(entry => entry.EntryId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(ids, found);
    }

    [Fact]
    public async Task Read_Usage_AddsEveryPageOfEveryDay()
    {
        const int Days = 40;
        const int Models = 30;
        await InsertAsync(Enumerable.Range(0, Days * Models).Select(number =>
        {
            var key = new RollupKey(Day.AddDays(-(number / Models)), "t", null, $"m{number % Models}", null, null, null, null);
            return new RollupRow(key, "i1", RollupRow.HashOf(key), new Tally { Operations = number }, LatencyHistogram.Empty);
        }));

        var query = new UsageQuery(Day.AddDays(1 - Days), Day, [UsageDimension.Model], Pins.None);
        var report = await new UsageReader(azurite.Rows).ReadAsync(_tenant, query, CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, Days * Models).Sum(), report!.Total.Operations);
        Assert.Equal(Models, report.Rows.Count);
    }

    private async Task InsertAsync(IEnumerable<Row> rows)
    {
        foreach (var chunk in rows.Chunk(100))
        {
            Assert.True((await azurite.Rows.Accounts.CommitAsync(_tenant, [.. chunk.Select(RowChange.Insert)], CancellationToken.None)).IsCommitted);
        }
    }

    private async Task<List<string>> AllAsync(SessionDirectory sessions, SessionState? state)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await sessions.ListAsync(_tenant, Pins.None, state, 2, cursor, CancellationToken.None);
            ids.AddRange(page.Sessions.Select(view => view.Row.SessionId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return ids;
    }
}
