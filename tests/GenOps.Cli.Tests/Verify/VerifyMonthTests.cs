using System.Text.Json;
using GenOps.Application.Storage;
using GenOps.Cli.Tests.Books;
using GenOps.Cli.Verify;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Cli.Tests.Verify;

/// <summary>What a month's proof makes of rows that an app hardly ever leaves behind within a test.</summary>
public sealed class VerifyMonthTests
{
    private static readonly DateOnly LastOfOctober = new(2026, 10, 31);
    private static readonly DateOnly FirstOfNovember = new(2026, 11, 1);
    private static readonly DateOnly Later = new(2026, 11, 20);

    private static readonly DateTimeOffset Now = new(2027, 1, 15, 0, 0, 0, TimeSpan.Zero);

    private readonly HandBooks _books = new();

    [Theory]
    [InlineData("2026-10")]
    [InlineData("2026-11")]
    [InlineData("2026-12")]
    public async Task Verify_SessionAcrossMonths_HoldsInEach(string month)
    {
        var session = Ulid.NewUlid(new DateTimeOffset(2026, 10, 31, 12, 0, 0, TimeSpan.Zero)).ToString();
        _books.Add(LastOfOctober, 5, session);
        _books.Add(FirstOfNovember, 7, session);
        _books.Add(Later, 11, session);
        _books.Add(new DateOnly(2026, 12, 2), 13, session);
        _books.Add(Later, 17);

        var (exitCode, proof) = await VerifyAsync(await _books.WriteAsync(), month);

        Assert.Equal((ExitCode.Done, "holds"), (exitCode, Text(proof, "verdict")));
    }

    [Theory]
    [InlineData("2026-10")]
    [InlineData("2026-11")]
    public async Task Verify_ShareOfASessionAcrossMonthsChanged_IsFoundInEach(string month)
    {
        var session = Ulid.NewUlid(new DateTimeOffset(2026, 10, 31, 12, 0, 0, TimeSpan.Zero)).ToString();
        _books.Add(LastOfOctober, 5, session);
        _books.Add(Later, 11, session);
        var stores = await _books.WriteAsync();
        await BookCopy.TamperAsync<SessionPartialRow>(
            stores, HandBooks.Tenant, static _ => true, static share => share with { ByModel = new Dictionary<string, Tally> { ["m"] = new() { CostNanoUsd = 15 } } });

        var (_, proof) = await VerifyAsync(stores, month);

        var finding = Assert.Single(proof.GetProperty("findings").EnumerateArray());
        Assert.Equal(("session", $"session {session}", "0.000000001"), (Text(finding, "kind"), Text(finding, "scope"), Text(finding, "difference_usd")));
    }

    [Fact]
    public async Task Verify_ShareOfAllTimes_DoesNotMakeItReadAllDays()
    {
        _books.Add(Later, 5);
        _books.Add(new SessionPartialRow(
            new string('0', 26), "o", new Dictionary<string, Tally>(), LatencyHistogram.Empty, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue));
        var counted = new CountedStores(await _books.WriteAsync());

        var (exitCode, _) = await VerifyAsync(counted, "2026-11");

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.InRange(counted.Queries, 60, 500);
    }

    [Theory]
    [InlineData("1999-12")]
    [InlineData("3000-01")]
    [InlineData("2026-13")]
    [InlineData("november")]
    public async Task Verify_NoMonth_IsWrongUse(string month)
    {
        var run = await BookRun.StartAsync(VerifyCommand.Create, _books.Stores, "verify", "--tenant", HandBooks.Tenant, "--month", month);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains($"--month is '{month}'", run.Error);
    }

    [Fact]
    public async Task Verify_TeamDeclaredLater_ItsWindowHoldsWhatWasSpentBefore()
    {
        _books.Add(FirstOfNovember, 5, attribution: new Attribution { Team = "search" });
        _books.Add(Later, 7, path: "search");

        var (exitCode, proof) = await VerifyAsync(await _books.WriteAsync(new DeclaredScope("search", 2, Later)), "2026-11");

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Contains(Windows(proof), static window => Text(window, "scope") == "team:search" && Text(window, "spent_usd") == "0.000000012");
    }

    [Fact]
    public async Task Verify_TeamDeclaredAndNotChargedSince_ItsWindowIsNotComparedYet()
    {
        _books.Add(FirstOfNovember, 5, attribution: new Attribution { Team = "search" });
        var stores = await _books.WriteAsync(new DeclaredScope("search", 2, Later));
        await BookCopy.TamperAsync<WindowRow>(stores, HandBooks.Tenant, static window => window is { Path: "search", Window.IsMonth: true }, static _ => null);

        var (exitCode, proof) = await VerifyAsync(stores, "2026-11");

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Contains(Windows(proof), static window => Text(window, "scope") == "team:search" && window.GetProperty("spent_usd").ValueKind is JsonValueKind.Null);
    }

    [Fact]
    public async Task Verify_WindowOfATeamDeletedFromTheMonth_IsFound()
    {
        _books.Add(Later, 5, path: "search");
        var stores = await _books.WriteAsync(new DeclaredScope("search", 1, FirstOfNovember));
        var gone = await BookCopy.TamperAsync<WindowRow>(stores, HandBooks.Tenant, static window => window is { Path: "search", Window.IsMonth: true }, static _ => null);

        var (exitCode, proof) = await VerifyAsync(stores, "2026-11");

        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Equal(gone.RowKey, Assert.Single(proof.GetProperty("findings").EnumerateArray()).GetProperty("rows")[0].GetString());
    }

    [Fact]
    public async Task Verify_CrashedInstance_EntryInDoubtIsPartOfEverySum()
    {
        _books.Add(Later, 5);
        _books.Add(Later, 100, kind: EntryKind.InDoubt);
        _books.Add(new LeaseRow
        {
            LeaseId = "l1", Owner = "gone", Path = "", Day = Later, ScopesVersion = 1, GrantedNanoUsd = 105, SettledNanoUsd = 5, FoldedNanoUsd = 5, Seq = 3, Closed = true, InDoubtLeftNanoUsd = 100,
        });

        Assert.Equal(ExitCode.Done, (await VerifyAsync(await _books.WriteAsync(), "2026-11")).ExitCode);
    }

    [Theory]
    [InlineData(0, 40, "holds")]
    [InlineData(1, 40, "differs")]
    [InlineData(0, 41, "differs")]
    public async Task Verify_OpenReservation_ItsSettledAndHeldCount(long tamperedSettled, long held, string verdict)
    {
        _books.Add(Later, 5);
        var stores = await _books.WriteAsync();
        foreach (var isMonth in (bool[])[false, true])
        {
            // Of 5 charged, 3 came from the reservation and are not folded; it holds 40 all in all.
            await BookCopy.TamperAsync<WindowRow>(
                stores, HandBooks.Tenant, window => window.Window.IsMonth == isMonth, static window => window with { SpentNanoUsd = 2, HeldNanoUsd = 40 });
        }

        var reservation = new ReservationRow
        {
            BatchId = "batch_" + Ulid.NewUlid(), Chunk = 0, Attempt = 1, Path = "", Day = Later, ScopesVersion = 1, Items = [], GrantedNanoUsd = held, SettledNanoUsd = 3 + tamperedSettled,
        };
        Assert.True((await stores.Accounts.CommitAsync(HandBooks.Tenant, [Core.Rows.RowChange.Insert(reservation)], default)).IsCommitted);

        var (_, proof) = await VerifyAsync(stores, "2026-11");

        Assert.Equal(verdict, Text(proof, "verdict"));
        Assert.All(proof.GetProperty("findings").EnumerateArray(), finding => Assert.Equal(reservation.RowKey, finding.GetProperty("rows")[0].GetString()));
    }

    [Fact]
    public async Task Verify_AmountThatNoSumCanHold_IsToldInOneLine()
    {
        _books.Add(Later, 5);
        _books.Add(Later, 5);
        var stores = await _books.WriteAsync();
        await BookCopy.TamperAsync<EntryRow>(stores, HandBooks.Tenant, static _ => true, static entry => entry with { CostNanoUsd = long.MaxValue });

        var run = await BookRun.StartAsync(VerifyCommand.Create, stores, "verify", "--tenant", HandBooks.Tenant, "--month", "2026-11");

        Assert.Equal((ExitCode.Failed, ""), (run.ExitCode, run.Output));
        Assert.Contains("sums overflow", run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Fact]
    public async Task Verify_PagesOfEntries_AreAllRead()
    {
        for (var entry = 0; entry < (2 * RowLimits.MaxPageRows) + 1; entry++)
        {
            _books.Add(Later, 1);
        }

        var (exitCode, proof) = await VerifyAsync(await _books.WriteAsync(), "2026-11");

        Assert.Equal((ExitCode.Done, (2 * RowLimits.MaxPageRows) + 1), (exitCode, proof.GetProperty("entries").GetInt32()));
    }

    [Fact]
    public async Task Verify_ChargedWhileRead_IsReadAgain()
    {
        _books.Add(Later, 5);
        var busy = new BusyStores(await _books.WriteAsync(), Later, settlements: 2);

        var (exitCode, proof) = await VerifyAsync(busy, "2026-11");

        Assert.Equal((ExitCode.Done, "holds", 3), (exitCode, Text(proof, "verdict"), proof.GetProperty("entries").GetInt32()));
    }

    [Fact]
    public async Task Verify_ChargedEachTimeItIsRead_IsMovingAndNotProven()
    {
        _books.Add(Later, 5);
        _books.Add(FirstOfNovember, 5);
        var busy = new BusyStores(await _books.WriteAsync(), Later, settlements: int.MaxValue);

        var (exitCode, proof) = await VerifyAsync(busy, "2026-11");

        Assert.Equal((ExitCode.Failed, "moving"), (exitCode, Text(proof, "verdict")));
        Assert.Equal("holds", Windows(proof).Where(static window => Text(window, "window") == "2026-11-01").Select(static window => Text(window, "verdict")).Single());
        Assert.Equal(0, proof.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task Verify_TamperedWhileTrafficRuns_IsFoundByItsSize()
    {
        _books.Add(Later, 5);
        var stores = await _books.WriteAsync();
        await BookCopy.TamperAsync<RollupRow>(
            stores, HandBooks.Tenant, static _ => true, static rollup => rollup with { Tally = rollup.Tally with { CostNanoUsd = 1_000 } });

        var (exitCode, proof) = await VerifyAsync(new BusyStores(stores, Later, settlements: int.MaxValue), "2026-11");

        Assert.Equal((ExitCode.Failed, "differs"), (exitCode, Text(proof, "verdict")));
        Assert.All(proof.GetProperty("findings").EnumerateArray(), static finding => Assert.Equal("moved", Text(finding, "kind")));
    }

    private static async Task<(ExitCode ExitCode, JsonElement Proof)> VerifyAsync(IRowStores stores, string month)
    {
        string[] arguments = ["verify", "--tenant", HandBooks.Tenant, "--month", month, "--json"];
        var run = await BookRun.StartAsync(new FakeTimeProvider(Now), VerifyCommand.Create, stores, arguments);
        return (run.ExitCode, run.Json);
    }

    private static JsonElement.ArrayEnumerator Windows(JsonElement proof) => proof.GetProperty("windows").EnumerateArray();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
