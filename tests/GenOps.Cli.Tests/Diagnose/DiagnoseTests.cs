using System.Text.Json;
using GenOps.Cli.Diagnose;
using GenOps.Cli.Tests.Books;
using GenOps.Core.Ledger;

namespace GenOps.Cli.Tests.Diagnose;

public sealed class DiagnoseTests(BooksApp app)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Diagnose_RunningApp_EveryStepIsMeasured()
    {
        var (tenant, key) = await app.TenantAsync(new { policy = "enforced", daily_limit_usd = "10", teams = new { search = new { daily_limit_usd = "1" } } });

        var run = await AppRun.StartAsync(app, key, ["diagnose", "--calls", "5", "--json"]);

        Assert.Equal((ExitCode.Done, 5), (run.ExitCode, run.Json.GetProperty("calls").GetInt32()));
        var steps = run.Json.GetProperty("steps_us");
        Assert.All(
            (string[])["auth", "policy", "estimate", "hold", "provider", "settle", "ledger"],
            step => Assert.True(steps.GetProperty(step).GetProperty("p50").GetInt64() <= steps.GetProperty(step).GetProperty("p95").GetInt64(), step));
        Assert.True(run.Json.GetProperty("overhead_us").GetProperty("p50").GetInt64() > 0);
        Assert.Equal(
            ["team:search", "tenant"],
            run.Json.GetProperty("budgets").EnumerateArray().Select(static budget => budget.GetProperty("scope").GetString()).Distinct().Order());
        Assert.Equal(6, (await BookCopy.RowsAsync(app.Stores, tenant)).Count(static row => row.Row is EntryRow));
    }

    [Fact]
    public async Task Diagnose_Table_ShowsStepsAndBudgets()
    {
        var (_, key) = await app.TenantAsync(new { policy = "enforced", daily_limit_usd = "10" });

        var run = await AppRun.StartAsync(app, key, ["diagnose", "--calls", "2"]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Matches(@"ledger\s+[\d,]+\s+[\d,]+", run.Output);
        Assert.Matches(@"tenant\s+\d{4}-\d\d-\d\d\s+0\.\d{9}\s+10\.0{9}", run.Output);
    }

    [Fact]
    public async Task Diagnose_BudgetGone_IsRefused()
    {
        var (_, key) = await app.TenantAsync(new { policy = "enforced", daily_limit_usd = "0" });

        Assert.Equal(ExitCode.BudgetRefused, (await AppRun.StartAsync(app, key, ["diagnose"])).ExitCode);
    }

    [Theory]
    [InlineData("2026-11-10", "24", "0.500000000", "0.041666666", null)]
    [InlineData("2026-11-10", "24", "18", "1.500000000", "2026-11-10T16:00:00Z")]
    [InlineData("2026-11-10", "24", "24", "2.000000000", "2026-11-10T12:00:00Z")]
    [InlineData("2026-11", "24", "2.28", "0.010000000", null)]
    [InlineData("2026-11-10", null, "18", "1.500000000", null)]
    public void ReadAll_SpentSinceTheWindowBegan_GoesOnAtThatRate(
        string window, string? limit, string spent, string burn, string? exhausted)
    {
        var report = JsonSerializer.SerializeToElement(new { scopes = new[] { new { scope = "tenant", window, limit_usd = limit, spent_usd = spent } } });

        var outlook = Assert.Single(BudgetOutlook.ReadAll(report, Noon));

        Assert.Equal(burn, TestMoney.Usd(outlook.BurnNanoUsdPerHour));
        Assert.Equal(exhausted, outlook.ExhaustedAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }
}
