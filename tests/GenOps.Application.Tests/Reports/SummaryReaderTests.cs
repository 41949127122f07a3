using GenOps.Application.Pricing;
using GenOps.Application.Reports;
using GenOps.Application.Sessions;
using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;
using GenOps.Core.Tenants;

namespace GenOps.Application.Tests.Reports;

public sealed class SummaryReaderTests
{
    private const long Usd = Core.Money.UsdText.NanoUsdPerUsd;
    private const string Dear = "meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo";

    private readonly ReportWorld _world = new();
    private readonly SummaryReader _summaries;
    private readonly SessionDirectory _sessions;

    public SummaryReaderTests()
    {
        _sessions = new SessionDirectory(_world.Stores, _world.Time);
        _summaries = new SummaryReader(_world.Stores, _world.Budgets, new UsageReader(_world.Stores), _sessions, new PriceBook(_world.Stores, _world.Time), _world.Time);
    }

    [Fact]
    public async Task ReadAsync_UnknownTenant_IsNull() => Assert.Null(await ReadAsync());

    [Fact]
    public async Task ReadAsync_NewTenant_IsAllZeros()
    {
        await _world.CreateTenantAsync(new TenantDocument { Policy = PolicyMode.Strict });

        var summary = await ReadAsync();

        Assert.Equal((PolicyMode.Strict, 0L, 0L, 0), (summary!.Policy, summary.DailyNanoUsd, summary.MonthlyNanoUsd, summary.ActiveSessions));
        Assert.Empty(summary.Recommendations);
        Assert.Null(summary.ProjectedExhaustionAt);
        Assert.Null(summary.AverageNanoUsd);
        Assert.Equal(0, summary.OperationsPerSecond);
    }

    [Fact]
    public async Task ReadAsync_BusyDay_AddsUpAndRecommends()
    {
        await _world.CreateTenantAsync(new TenantDocument { DailyLimitNanoUsd = 10 * Usd, MonthlyLimitNanoUsd = 100 * Usd });
        await _world.InsertAsync(new WindowRow(_world.Day, "", 8 * Usd, 0), new WindowRow(_world.Month, "", 95 * Usd, 0));
        await _world.InsertAsync(ReportWorld.Rollup(
            new RollupKey(_world.Today, null, null, Dear, null, null, null, null),
            new Tally { Operations = 4, Refusals = 1, InputTokens = 1_000_000, OutputTokens = 600_000, CostNanoUsd = 8 * Usd }));
        await _sessions.StartAsync(ReportWorld.Tenant, new NewSession(), CancellationToken.None);

        var summary = await ReadAsync();

        Assert.Equal((8 * Usd, 95 * Usd, 2 * Usd), (summary!.DailyNanoUsd, summary.MonthlyNanoUsd, summary.AverageNanoUsd));
        Assert.Equal((4L, 1), (summary.Today.Operations, summary.ActiveSessions));
        Assert.Equal((800_000L, 950_000L), (summary.Day!.UtilizationPpm, summary.Month!.UtilizationPpm));

        // 8 of 10 dollars in 12 hours: the other 2 last 3 hours.
        Assert.Equal(_world.Time.GetUtcNow().AddHours(3), summary.ProjectedExhaustionAt);
        Assert.Equal(
            ["limit_almost_reached", "near_limit", "projected_exhaustion", "projected_exhaustion", "cheaper_model"],
            summary.Recommendations.Select(recommendation => recommendation.Code));
        Assert.True(summary.Recommendations[^1].SavingNanoUsd > 0);
    }

    [Fact]
    public async Task ReadAsync_CheaperModelIsNotAllowed_IsNotRecommended()
    {
        await _world.CreateTenantAsync(new TenantDocument { AllowedModels = [Dear] });
        await _world.InsertAsync(ReportWorld.Rollup(
            new RollupKey(_world.Today, null, null, Dear, null, null, null, null),
            new Tally { Operations = 4, InputTokens = 1_000_000, OutputTokens = 600_000, CostNanoUsd = 8 * Usd }));

        Assert.Empty((await ReadAsync())!.Recommendations);
    }

    [Fact]
    public async Task ReadAsync_PinnedKey_SeesItsTeamAlone()
    {
        await _world.CreateTenantAsync(new TenantDocument
        {
            DailyLimitNanoUsd = Usd,
            Teams = new Dictionary<string, TeamRules> { ["search"] = new() { DailyLimitNanoUsd = 100 } },
        });
        await _world.InsertAsync(new WindowRow(_world.Day, "", Usd, 0), new WindowRow(_world.Day, "search", 10, 0));
        var ads = new RollupKey(_world.Today, "ads", null, Dear, null, null, null, null);
        await _world.InsertAsync(
            ReportWorld.Rollup(ads, new Tally { Operations = 3, CostNanoUsd = 60 }),
            ReportWorld.Rollup(ads with { Day = _world.Today.AddDays(-1) }, new Tally { CostNanoUsd = 5 }),
            ReportWorld.Rollup(ads with { Team = "search" }, new Tally { Operations = 1, CostNanoUsd = 10 }));

        var declared = await ReadAsync(new Pins("search", null));
        var undeclared = await ReadAsync(new Pins("ads", null));

        Assert.Equal((10L, 100L, 1L), (declared!.DailyNanoUsd, declared.Day!.LimitNanoUsd, declared.Today.Operations));
        Assert.Equal((60L, 65L, 3L), (undeclared!.DailyNanoUsd, undeclared.MonthlyNanoUsd, undeclared.Today.Operations));
        Assert.Null(undeclared.Day);
        Assert.Empty(undeclared.Recommendations);
    }

    [Fact]
    public async Task ReadAsync_OperationsPerSecond_CountsAnsweredCallsOfTheLastMinute()
    {
        await _world.CreateTenantAsync(new TenantDocument());
        for (var second = 0; second < 120; second++)
        {
            var id = Ulid.NewUlid(_world.Time.GetUtcNow()).ToString();
            await _world.InsertAsync(_world.Entry(id + "-1", status: second % 2 == 0 ? EntryStatus.Succeeded : EntryStatus.Failed));
            _world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(0.5, (await ReadAsync())!.OperationsPerSecond);
        _world.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(0, (await ReadAsync())!.OperationsPerSecond);
    }

    [Fact]
    public async Task ReadAsync_JustAfterMidnight_CountsBothDays()
    {
        await _world.CreateTenantAsync(new TenantDocument());
        _world.Time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(20));
        await _world.InsertAsync(_world.Entry(Ulid.NewUlid(_world.Time.GetUtcNow()) + "-1"));
        _world.Time.Advance(TimeSpan.FromSeconds(25));
        await _world.InsertAsync(_world.Entry(Ulid.NewUlid(_world.Time.GetUtcNow()) + "-1"), _world.Entry(Ulid.NewUlid(_world.Time.GetUtcNow()) + "-2"));

        Assert.Equal(3 / 60.0, (await ReadAsync())!.OperationsPerSecond);
    }

    private Task<Summary?> ReadAsync(Pins? pins = null) => _summaries.ReadAsync(ReportWorld.Tenant, pins ?? Pins.None, CancellationToken.None);
}
