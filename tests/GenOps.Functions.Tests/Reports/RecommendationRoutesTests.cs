using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Reports;

public sealed class RecommendationRoutesTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    private const long Usd = 1_000_000_000;

    [Fact]
    public async Task Summary_NearLimitsWithADearWastefulModel_AdvisesOnEach()
    {
        var (tenant, client) = await app.TenantAsync(new TenantDocument { DailyLimitNanoUsd = 10 * Usd, MonthlyLimitNanoUsd = 10 * Usd });
        var key = new RollupKey(GovernanceApp.Today, null, null, "meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo", null, null, null, null);
        var tally = new Tally { Operations = 100, InputTokens = 900_000, OutputTokens = 10_000, OutputTokenBound = 100_000, CostNanoUsd = 9 * Usd };
        await app.InsertAsync(
            tenant,
            new WindowRow(BudgetWindow.DayOf(GovernanceApp.Today), BudgetPath.Tenant, 9 * Usd, 0),
            new WindowRow(BudgetWindow.MonthOf(GovernanceApp.Today), BudgetPath.Tenant, 8 * Usd, 0),
            new RollupRow(key, "i1", RollupRow.HashOf(key), tally, LatencyHistogram.Empty));

        var all = (await GovernanceApp.GetAsync(client, "genops/summary")).GetProperty("recommendations").EnumerateArray().ToList();

        // Whether the limit is reached before the window ends depends on the hour of the day.
        Assert.Equal(
            ["limit_almost_reached", "near_limit", "cheaper_model", "smaller_max_tokens"],
            all.Select(static one => one.GetProperty("code").GetString()!).Where(static code => code != "projected_exhaustion"));
        Assert.All(all, static one => Assert.NotEqual("", one.GetProperty("message").GetString()));
        Assert.All(all, static one => Assert.Equal(one.GetProperty("code").GetString() == "cheaper_model", one.TryGetProperty("saving_usd", out _)));
    }

    [Fact]
    public async Task Summary_NothingUsed_AdvisesNothing()
    {
        var (_, client) = await app.TenantAsync(new TenantDocument { DailyLimitNanoUsd = Usd });

        Assert.Empty((await GovernanceApp.GetAsync(client, "genops/summary")).GetProperty("recommendations").EnumerateArray());
    }
}
