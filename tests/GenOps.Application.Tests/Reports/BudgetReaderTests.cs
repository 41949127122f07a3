using GenOps.Application.Reports;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Application.Tests.Reports;

public sealed class BudgetReaderTests
{
    private static readonly TenantDocument Document = new()
    {
        DailyLimitNanoUsd = 1_000,
        Teams = new Dictionary<string, TeamRules>
        {
            ["search"] = new()
            {
                MonthlyLimitNanoUsd = 500,
                Projects = new Dictionary<string, ProjectRules> { ["ranker"] = new() { DailyLimitNanoUsd = 100 } },
            },
        },
    };

    private readonly ReportWorld _world = new();

    [Fact]
    public async Task ReadAsync_UnknownOrDeletedTenant_IsNull()
    {
        Assert.Null(await ReadAsync());
        await _world.InsertAsync(
            new HeadRow(2, 0), new LimitsRow { Version = 2, ScopesVersion = 1, Scopes = [], Document = Document, Deleted = true });
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task ReadAsync_NothingUsed_ShowsEveryScopeAndWindowAtZero()
    {
        await _world.CreateTenantAsync(Document);

        var report = await ReadAsync();

        Assert.Equal(["", "search", "search.ranker"], report!.Scopes.Where(scope => scope.Window.IsMonth).Select(scope => scope.Path));
        Assert.Equal(6, report.Scopes.Count);
        Assert.Equal((1_000L, 1_000L, 0L), (Limit("", false), report.Find("", false)!.RemainingNanoUsd, report.Find("", false)!.SpentNanoUsd));
        Assert.Null(report.Find("", true)!.RemainingNanoUsd);
        long? Limit(string path, bool isMonth) => report.Find(path, isMonth)!.LimitNanoUsd;
    }

    [Fact]
    public async Task ReadAsync_OpenLeases_SplitWhatIsHeldAndCountWhatIsNotFoldedYet()
    {
        await _world.CreateTenantAsync(Document);
        await WindowsAsync(spent: 50, held: 300);

        // Settled 30 of which the windows know 10; 70 rest, of which 45 are in use.
        await _world.InsertAsync(_world.Lease("own", "search", granted: 100, settled: 30, folded: 10));
        await _world.InsertAsync(_world.Lease("foreign", string.Empty, granted: 60, settled: 0, folded: 0));
        await _world.InsertAsync(_world.Lease("closed", string.Empty, granted: 9, settled: 9, folded: 9) with { Closed = true });
        _world.InFlight["own"] = 45;

        var report = await ReadAsync();

        var tenant = report!.Find("", isMonth: false)!;
        Assert.Equal(70, tenant.SpentNanoUsd);
        Assert.Equal(new HeldMoney { InFlightNanoUsd = 45 + 60, LeasedIdleNanoUsd = 25, ReservedBatchesNanoUsd = 150 }, tenant.Held);
        Assert.Equal((280L, 650L), (tenant.Held.TotalNanoUsd, tenant.RemainingNanoUsd));
        Assert.Equal(new HeldMoney { InFlightNanoUsd = 45, LeasedIdleNanoUsd = 25, ReservedBatchesNanoUsd = 210 }, report.Find("search", isMonth: true)!.Held);
        Assert.Equal(0, report.Find("search.ranker", isMonth: false)!.Held.InFlightNanoUsd);
    }

    [Fact]
    public async Task ReadAsync_OpenReservation_CountsWhatItsItemsCostAsSpent()
    {
        await _world.CreateTenantAsync(Document);
        await WindowsAsync(spent: 50, held: 300);
        await _world.InsertAsync(_world.Reservation("batch_1", string.Empty, granted: 300, settled: 120));
        await _world.InsertAsync(_world.Reservation("batch_2", string.Empty, granted: 9, settled: 9) with { Closed = true });

        var tenant = (await ReadAsync())!.Find("", isMonth: false)!;

        Assert.Equal((170L, 650L), (tenant.SpentNanoUsd, tenant.RemainingNanoUsd));
        Assert.Equal(new HeldMoney { ReservedBatchesNanoUsd = 180 }, tenant.Held);
    }

    [Fact]
    public async Task ReadAsync_ExpiredLease_IsInDoubt()
    {
        await _world.CreateTenantAsync(Document);
        await WindowsAsync(spent: 0, held: 40);
        await _world.InsertAsync(_world.Lease("dead", string.Empty, granted: 40, settled: 0, folded: 0));

        Assert.Equal(40, (await ReadAsync())!.Find("", false)!.Held.InFlightNanoUsd);
        _world.Time.Advance(new OwnerOptions().LeaseDuration + TimeSpan.FromSeconds(2));
        Assert.Equal(new HeldMoney { InDoubtNanoUsd = 40 }, (await ReadAsync())!.Find("", false)!.Held);
    }

    [Fact]
    public async Task ReadAsync_LeaseOfYesterday_IsHeldInTheMonthAlone()
    {
        await _world.CreateTenantAsync(Document);
        await WindowsAsync(spent: 0, held: 40);
        await _world.InsertAsync(_world.Lease("old", string.Empty, granted: 40, settled: 5, folded: 0) with { Day = _world.Today.AddDays(-1) });

        var report = await ReadAsync();

        Assert.Equal((0L, 40L), (report!.Find("", false)!.SpentNanoUsd, report.Find("", false)!.Held.ReservedBatchesNanoUsd));
        Assert.Equal((5L, 35L), (report.Find("", true)!.SpentNanoUsd, report.Find("", true)!.Held.InFlightNanoUsd));
    }

    [Fact]
    public async Task ReadAsync_ScopeDeclaredToday_StartsFromItsRollups()
    {
        await _world.CreateTenantAsync(Document, 2, new DeclaredScope("search", 2, _world.Today), new DeclaredScope("search.ranker", 2, _world.Today));
        var key = new RollupKey(_world.Today, "search", "ranker", "m", null, null, null, null);
        await _world.InsertAsync(ReportWorld.Rollup(key, new Tally { CostNanoUsd = 33 }));
        await _world.InsertAsync(ReportWorld.Rollup(key with { Day = _world.Today.AddDays(-1), Project = "other" }, new Tally { CostNanoUsd = 4 }));

        var report = await ReadAsync();

        Assert.Equal((33L, 37L), (report!.Find("search", false)!.SpentNanoUsd, report.Find("search", true)!.SpentNanoUsd));
        Assert.Equal((33L, 33L), (report.Find("search.ranker", false)!.SpentNanoUsd, report.Find("search.ranker", true)!.SpentNanoUsd));
    }

    [Theory]
    [InlineData(null, null, "|search|search.ranker")]
    [InlineData("search", null, "search|search.ranker")]
    [InlineData("search", "ranker", "search.ranker")]
    [InlineData("ads", null, "")]
    public async Task Visible_Pins_HideWhatLiesOutside(string? team, string? project, string paths)
    {
        await _world.CreateTenantAsync(Document);

        var seen = (await ReadAsync())!.Visible(new Pins(team, project)).Where(scope => scope.Window.IsMonth).Select(scope => scope.Path);

        Assert.Equal(paths, string.Join('|', seen));
    }

    private Task<BudgetReport?> ReadAsync() => _world.Budgets.ReadAsync(ReportWorld.Tenant, CancellationToken.None);

    private Task WindowsAsync(long spent, long held) => _world.InsertAsync(
        ((string[])["", "search"]).SelectMany(path => (Row[])
        [
            new WindowRow(_world.Day, path, spent, held), new WindowRow(_world.Month, path, spent, held),
        ]));
}
