using System.Text.RegularExpressions;
using GenOps.Cli.Api;
using GenOps.Cli.Tests.Support;

namespace GenOps.Cli.Tests.Reports;

public sealed class ReportTests(CliApp app)
{
    [Fact]
    public async Task Usage_TwoTeams_ShowsExactAmountsThatAddUp()
    {
        var user = await app.UserAsync();
        await user.OutputAsync("chat", "Hi.", "--team", "search", "--max-tokens", "7");
        await user.OutputAsync("chat", "Hello there.", "--team", "ads", "--max-tokens", "30");
        var report = await user.JsonAsync("usage", "--group-by", "team");

        var table = await user.OutputAsync("usage", "--group-by", "team");

        Assert.All(report.Items("rows"), row =>
            Assert.Matches($@"(?m)^\s+{row.Text("team")}\s+1\s.*\s{Regex.Escape(row.Text("cost_usd")!)}\s+█", table));
        Assert.Equal(2, report.Items("rows").Count());
        Assert.Matches($@"(?m)^\s+Total\s+2\s.*\s{Regex.Escape(report.Field("totals").Text("cost_usd")!)}\s*$", table);
    }

    [Fact]
    public async Task Usage_Csv_GoesToOutputOrToANewFile()
    {
        var user = await app.UserAsync();
        await user.OutputAsync("chat", "Hi.");
        var file = Path.Combine(user.Folder, "usage.csv");

        var csv = await user.OutputAsync("usage", "--csv");
        await user.OutputAsync("usage", "--focus", "--out", file);
        var again = await user.RunAsync("usage", "--focus", "--out", file);

        Assert.StartsWith("team,model,operations", csv);
        Assert.StartsWith("BilledCost,", await File.ReadAllTextAsync(file));
        Assert.Equal(ExitCode.Failed, again.ExitCode);
        Assert.Contains(file, again.Error);
    }

    [Theory]
    [InlineData("three formats", "--csv", "--focus")]
    [InlineData("three formats", "--csv", "--json")]
    [InlineData("--csv or --focus", "--out", "f")]
    [InlineData("'2026-02-30' is no day", "--from", "2026-02-30")]
    public async Task Usage_WrongUse_IsRefusedBeforeAnyCall(string told, params string[] args)
    {
        var user = (await app.UserAsync()).With("GENOPS_URL", "http://127.0.0.1:1");

        var run = await user.RunAsync(["usage", .. args]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(told, run.Error);
    }

    [Fact]
    public async Task Usage_UnknownGroup_TellsTheAppsWords()
    {
        var run = await (await app.UserAsync()).RunAsync("usage", "--group-by", "color");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("cost_center", run.Error);
    }

    [Fact]
    public async Task Budget_AfterACall_ShowsLimitSpentAndLeft()
    {
        var user = await app.UserAsync("0.50");
        await user.OutputAsync("chat", "Hi.");
        var scope = (await user.JsonAsync("budget")).Items("scopes").First();

        var table = await user.OutputAsync("budget");

        Assert.Matches($@"(?m)^\s+tenant\s+{scope.Text("window")}\s+0\.500000000\s+{Regex.Escape(scope.Text("spent_usd")!)}\s", table);
        Assert.Contains(" 00:00Z", table);
        Assert.Contains("no limit", table);
    }

    [Fact]
    public async Task Summary_AfterACall_ShowsTheDay()
    {
        var user = await app.UserAsync("0.50");
        await user.OutputAsync("chat", "Hi.");

        var text = await user.OutputAsync("summary");

        Assert.Matches(@"(?m)^  Today\s+0\.0000\d+\s+0\.500000000\s", text);
        Assert.Matches(@"(?m)^  Calls\s+1, refused 0\s*$", text);
    }

    [Fact]
    public async Task Ledger_Entries_SumExactlyAndTellWhenThereAreMore()
    {
        var user = await app.UserAsync();
        await user.OutputAsync("chat", "Hi.", "--team", "search");
        await user.OutputAsync("chat", "Hi.");
        var total = (await user.JsonAsync("usage", "--group-by", "none")).Field("totals").Text("cost_usd")!;

        var all = await user.OutputAsync("ledger", "today");
        var first = await user.RunAsync("ledger", "--limit", "1");

        Assert.Contains($"2 entries, {total} USD", all);
        Assert.Contains("search", all);
        Assert.Contains("1 entries", first.Output);
        Assert.Contains("--limit shows more", first.Error);
    }
}
