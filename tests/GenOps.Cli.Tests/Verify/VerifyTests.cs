using System.Globalization;
using System.Text.Json;
using GenOps.Application.Storage;
using GenOps.Cli.Tests.Books;
using GenOps.Cli.Verify;
using GenOps.Core.Accounts;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Cli.Tests.Verify;

public sealed class VerifyTests(TamperedBooks books) : IClassFixture<TamperedBooks>
{
    private const long Nano = 1;

    [Fact]
    public async Task Verify_CallsOfEveryKind_Holds()
    {
        var (exitCode, proof) = await VerifyAsync(books.Original);

        Assert.Equal((ExitCode.Done, "holds"), (exitCode, proof.GetProperty("verdict").GetString()));
        Assert.Equal(0, proof.GetProperty("findings").GetArrayLength());
        var windows = proof.GetProperty("windows").EnumerateArray().ToList();
        Assert.Equal(
            ["project:search/ranker", "team:search", "tenant"],
            windows.Select(static window => window.GetProperty("scope").GetString()).Distinct().Order());
        Assert.Equal(6, windows.Count);
        var rows = (await BookCopy.RowsAsync(books.Original, books.Tenant)).Select(static row => row.Row).ToList();
        Assert.Equal(rows.OfType<EntryRow>().Count(), proof.GetProperty("entries").GetInt32());
        Assert.All(windows, static window => Assert.NotEqual("0.000000000", window.GetProperty("entries_usd").GetString()));
        Assert.Contains(rows.OfType<LeaseRow>(), static lease => !lease.Closed);
    }

    [Fact]
    public async Task Verify_EntryChanged_NamesItsDayAndRollup()
    {
        var (entry, finding) = await TamperAsync<EntryRow>(
            static entry => entry.Attribution.Project == "ranker" && entry.SessionId is null,
            static entry => entry with { CostNanoUsd = entry.CostNanoUsd + 7 });

        Assert.Equal(("entries", "project:search/ranker", "0.000000007"), Read(finding));
        Assert.Contains(EntryRow.DayPrefix(entry.Day), Rows(finding));
        Assert.Contains($"model={entry.Model}", finding.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Verify_EntryDeleted_NamesItsDay()
    {
        var (entry, finding) = await TamperAsync<EntryRow>(static entry => entry.Attribution.Team == "undeclared", static _ => null);

        Assert.Equal(("entries", "team:undeclared", $"-{TestMoney.Usd(entry.CostNanoUsd)}"), Read(finding));
    }

    [Fact]
    public async Task Verify_EntryOfASessionChanged_IsOneFinding()
    {
        var (_, finding) = await TamperAsync<EntryRow>(
            entry => entry.SessionId == books.Session && entry.Attribution.Team is not null, static entry => entry with { CostNanoUsd = entry.CostNanoUsd - 5 });

        Assert.Equal(("entries", "project:search/ranker", "-0.000000005"), Read(finding));
    }

    [Fact]
    public async Task Verify_EntryMovedToAnotherModel_NamesBothRollups()
    {
        var copy = await BookCopy.OfAsync(books.Original, books.Tenant);
        await BookCopy.TamperAsync<EntryRow>(copy, books.Tenant, static entry => entry.Attribution.Team == "undeclared", static entry => entry with { Model = "m" });

        var (_, proof) = await VerifyAsync(copy);

        var findings = proof.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(["entries_or_rollups", "entries_or_rollups"], findings.Select(Kind));
        Assert.Contains(findings, static finding => finding.GetProperty("message").GetString()!.Contains("team=undeclared, model=m ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_RollupChanged_NamesItsRows()
    {
        var (rollup, finding) = await TamperAsync<RollupRow>(
            static rollup => rollup.Rollup.Team == "search",
            static rollup => rollup with { Tally = rollup.Tally with { CostNanoUsd = rollup.Tally.CostNanoUsd + 9 } });

        Assert.Equal("rollups", finding.GetProperty("kind").GetString());
        Assert.Equal("-0.000000009", finding.GetProperty("difference_usd").GetString());
        Assert.StartsWith(Rows(finding).TrimEnd('*'), rollup.RowKey, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("search", false)]
    [InlineData("search.ranker", true)]
    public async Task Verify_WindowChanged_NamesItsRow(string path, bool isMonth)
    {
        var (window, finding) = await TamperAsync<WindowRow>(
            window => window.Path == path && window.Window.IsMonth == isMonth, static window => window with { SpentNanoUsd = window.SpentNanoUsd + 3 });

        Assert.Equal(("window", "-0.000000003", window.RowKey), (Kind(finding), finding.GetProperty("difference_usd").GetString(), Rows(finding)));
    }

    [Fact]
    public async Task Verify_HeldOfAWindowChanged_NamesItsRow()
    {
        var (window, finding) = await TamperAsync<WindowRow>(
            static window => window.Path == "search" && !window.Window.IsMonth, static window => window with { HeldNanoUsd = window.HeldNanoUsd + 3 });

        Assert.Equal(("window", window.RowKey), (Kind(finding), Rows(finding)));
    }

    [Fact]
    public async Task Verify_SessionChanged_NamesIt()
    {
        var (share, finding) = await TamperAsync<SessionPartialRow>(
            share => share.SessionId == books.Session,
            static share => share with { ByModel = share.ByModel.ToDictionary(static model => model.Key, static model => model.Value with { CostNanoUsd = Nano }) });

        Assert.Equal(("session", $"session {share.SessionId}"), (Kind(finding), finding.GetProperty("scope").GetString()));
    }

    [Theory]
    [InlineData("settled")]
    [InlineData("folded")]
    [InlineData("granted")]
    [InlineData("gone")]
    public async Task Verify_LeaseChanged_NamesTheLease(string what)
    {
        var (lease, finding) = await TamperAsync<LeaseRow>(static lease => lease is { Closed: false, Path: "search" }, lease => what switch
        {
            "settled" => lease with { SettledNanoUsd = lease.SettledNanoUsd + Nano },
            "folded" => lease with { FoldedNanoUsd = lease.FoldedNanoUsd + Nano },
            "granted" => lease with { GrantedNanoUsd = lease.GrantedNanoUsd + Nano },
            _ => null,
        });

        Assert.Equal(("lease", "team:search"), (Kind(finding), finding.GetProperty("scope").GetString()));
        if (what != "gone")
        {
            Assert.Equal(lease.RowKey, Rows(finding));
        }
    }

    [Fact]
    public async Task Verify_TableOfTamperedBooks_ShowsDifferenceAndRow()
    {
        var copy = await BookCopy.OfAsync(books.Original, books.Tenant);
        var window = await BookCopy.TamperAsync<WindowRow>(
            copy, books.Tenant, static window => window.Path.Length == 0 && window.Window.IsMonth, static window => window with { SpentNanoUsd = 0 });

        var run = await BookRun.StartAsync(VerifyCommand.Create, copy, Arguments(books.Tenant));

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains(window.RowKey, run.Output);
        Assert.Contains(TestMoney.Usd(window.SpentNanoUsd), run.Output);
        Assert.Contains("The books do not hold.", run.Output);
    }

    [Fact]
    public async Task Verify_UnknownTenant_SaysSo()
    {
        var run = await BookRun.StartAsync(VerifyCommand.Create, books.Original, Arguments("nobody"));

        Assert.Equal((ExitCode.Failed, ""), (run.ExitCode, run.Output));
        Assert.Contains("no tenant 'nobody'", run.Error);
    }

    [Fact]
    public async Task Verify_Storage_IsOnlyRead()
    {
        var before = (await BookCopy.RowsAsync(books.Original, books.Tenant)).Select(static row => (row.Row.RowKey, row.ETag));

        await VerifyAsync(books.Original);

        Assert.Equal(before, (await BookCopy.RowsAsync(books.Original, books.Tenant)).Select(static row => (row.Row.RowKey, row.ETag)));
    }

    private async Task<(T Before, JsonElement Finding)> TamperAsync<T>(Func<T, bool> choose, Func<T, Row?> change)
        where T : Row
    {
        var copy = await BookCopy.OfAsync(books.Original, books.Tenant);
        var before = await BookCopy.TamperAsync(copy, books.Tenant, choose, change);
        var (exitCode, proof) = await VerifyAsync(copy);
        Assert.Equal((ExitCode.Failed, "differs"), (exitCode, proof.GetProperty("verdict").GetString()));
        return (before, Assert.Single(proof.GetProperty("findings").EnumerateArray()));
    }

    private async Task<(ExitCode ExitCode, JsonElement Proof)> VerifyAsync(IRowStores stores)
    {
        var run = await BookRun.StartAsync(VerifyCommand.Create, stores, [.. Arguments(books.Tenant), "--json"]);
        return (run.ExitCode, run.Json);
    }

    private static string[] Arguments(string tenant) =>
        ["verify", "--tenant", tenant, "--month", BooksApp.Today.ToString("yyyy-MM", CultureInfo.InvariantCulture)];

    private static (string?, string?, string?) Read(JsonElement finding) =>
        (Kind(finding), finding.GetProperty("scope").GetString(), finding.GetProperty("difference_usd").GetString());

    private static string? Kind(JsonElement finding) => finding.GetProperty("kind").GetString();

    private static string Rows(JsonElement finding) => string.Join(' ', finding.GetProperty("rows").EnumerateArray().Select(static row => row.GetString()));
}
