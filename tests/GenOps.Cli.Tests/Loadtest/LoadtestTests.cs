using System.Globalization;
using System.Text.Json;
using GenOps.Cli.Tests.Books;

namespace GenOps.Cli.Tests.Loadtest;

public sealed class LoadtestTests(BooksApp app)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Loadtest_AllAnswered_CostsWhatTheLedgerSays(bool isStream)
    {
        var (tenant, key) = await app.TenantAsync();
        string[] stream = isStream ? ["--stream"] : [];

        var run = await RunAsync(key, ["loadtest", "--operations", "40", "--workers", "8", "--json", .. stream]);

        Assert.Equal((ExitCode.Done, 40), (run.ExitCode, run.Json.GetProperty("completed").GetInt32()));
        await app.RestAsync(tenant);
        var spent = (await BookCopy.RowsAsync(app.Stores, tenant)).Select(static row => row.Row).OfType<Core.Ledger.EntryRow>().Sum(static entry => entry.CostNanoUsd);
        Assert.Equal(TestMoney.Usd(spent), run.Json.GetProperty("cost_usd").GetString());
        foreach (var name in (string[])["latency_ms", "overhead_ms"])
        {
            var spread = run.Json.GetProperty(name);
            var (p50, p95, p99) = (Value(spread, "p50"), Value(spread, "p95"), Value(spread, "p99"));
            Assert.True(p50 > 0 && p50 <= p95 && p95 <= p99, spread.ToString());
        }

        Assert.True(run.Json.TryGetProperty("load_generator_heap_growth_bytes", out _));
    }

    [Fact]
    public async Task Loadtest_BudgetForSome_CountsTheRefusedByCode()
    {
        var (_, key) = await app.TenantAsync(new { policy = "enforced", daily_limit_usd = "0.000050000" });

        var run = await RunAsync(key, ["loadtest", "--operations", "30", "--workers", "1", "--json"]);

        var (completed, refused) = (run.Json.GetProperty("completed").GetInt32(), run.Json.GetProperty("refused").GetProperty("budget_exceeded").GetInt32());
        Assert.Equal(30, completed + refused);
        Assert.True(completed > 0 && refused > 0, run.Output);
    }

    [Fact]
    public async Task Loadtest_Table_TellsWhatIsMeasuredWhere()
    {
        var (_, key) = await app.TenantAsync();

        var run = await RunAsync(key, ["loadtest", "--operations", "3"]);

        Assert.Matches(@"Completed\s+3", run.Output);
        Assert.Matches(@"heap of this load generator .* after collections", run.Output);
        Assert.Contains("at most", run.Error);
    }

    [Fact]
    public async Task Loadtest_MoreThanADollar_NeedsYesAndSendsNothing()
    {
        var (tenant, key) = await app.TenantAsync();

        var run = await RunAsync(key, ["loadtest", "--operations", "1000000", "--json"]);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains("--yes", run.Error);
        Assert.DoesNotContain(await BookCopy.RowsAsync(app.Stores, tenant), static row => row.Row is Core.Ledger.EntryRow);
    }

    [Fact]
    public async Task Loadtest_NothingAnswers_IsUnreachable()
    {
        var run = await RunAsync("gk-x", ["loadtest", "--url", "http://127.0.0.1:1"]);

        Assert.Equal((ExitCode.Unreachable, ""), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("--operations", "0")]
    [InlineData("--operations", "1000001")]
    [InlineData("--workers", "1001")]
    [InlineData("--max-tokens", "0")]
    [InlineData("--prompt-tokens", "100001")]
    [InlineData("--url", "ftp://host")]
    public async Task Loadtest_OutOfBounds_IsWrongUse(string flag, string value)
    {
        var run = await RunAsync("gk-x", ["loadtest", flag, value]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(value.ToString(CultureInfo.InvariantCulture), run.Error);
    }

    private static double Value(JsonElement spread, string name) => spread.GetProperty(name).GetDouble();

    private Task<AppRun> RunAsync(string key, string[] args) => AppRun.StartAsync(app, key, args);
}
