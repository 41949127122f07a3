using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Core.Tests.Batches;

public sealed class AccountLookTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(29, 2, 20)]
    [InlineData(30, 3, 30)]
    [InlineData(1_000, 4, 40)]
    public void Fit_Room_GrantsTheLongestPrefix(long limit, int items, long nanoUsd) =>
        Assert.Equal(new Grant(items, nanoUsd), Look(limit).Fit([10, 10, 10, 10], long.MaxValue));

    [Fact]
    public void Fit_FreeItems_AlwaysFitAndALargeOneStopsTheRest() =>
        Assert.Equal(new Grant(3, 5), Look(10).Fit([0, 5, 0, 6, 0], long.MaxValue));

    [Fact]
    public void Fit_BatchsOwnLimit_Binds() => Assert.Equal(new Grant(1, 10), Look(1_000).Fit([10, 10], batchRoomNanoUsd: 19));

    [Fact]
    public void Fit_AdvisoryPolicy_IsBoundByTheBatchsOwnLimitOnly()
    {
        var look = Look(new TenantDocument { DailyLimitNanoUsd = 5, Policy = PolicyMode.Advisory });

        Assert.Equal(new Grant(2, 20), look.Fit([10, 10, 10], batchRoomNanoUsd: 29));
    }

    [Theory]
    [InlineData(0, ReservationRefusal.Exceeded)]
    [InlineData(-23, ReservationRefusal.Exceeded)]
    [InlineData(-24, ReservationRefusal.InFlight)]
    public void Refuse_MonthlyLimit_CountsLeasesOfItsDaysOnly(int days, ReservationRefusal expected)
    {
        var look = Look(new TenantDocument { MonthlyLimitNanoUsd = 100 }, spent: 95);

        Assert.Equal(expected, look.Refuse(5, long.MaxValue, [Reservation("", 1) with { Day = Day.AddDays(days), SettledNanoUsd = 10 }]).Refusal);
    }

    [Fact]
    public void Refuse_HeldByOthers_IsInFlight() =>
        Assert.Equal(ReservationRefusal.InFlight, Look(100, spent: 50, held: 50).Refuse(10, long.MaxValue, []).Refusal);

    [Fact]
    public void Refuse_SpentByALeaseOrReservationThatIsNotFolded_IsExceededUntilTheWindowTurns()
    {
        Row[] others =
        [
            new LeaseRow { LeaseId = "l", Owner = "o", Path = "", Day = Day, ScopesVersion = 1, GrantedNanoUsd = 30, SettledNanoUsd = 25, FoldedNanoUsd = 0, Seq = 1 },
            Reservation("", 1) with { GrantedNanoUsd = 20, SettledNanoUsd = 20 },
        ];

        var refused = Look(100, spent: 50, held: 50).Refuse(6, long.MaxValue, others);

        Assert.Equal(ReservationRefusal.Exceeded, refused.Refusal);
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero), refused.ResetsAt);
        Assert.Equal(ReservationRefusal.InFlight, Look(100, spent: 50, held: 50).Refuse(5, long.MaxValue, others).Refusal);
    }

    [Fact]
    public void Refuse_ItemOverTheLimitByItself_NeverResets() =>
        Assert.Equal(new Grant(0, 0, ReservationRefusal.Exceeded), Look(9).Refuse(10, long.MaxValue, []));

    [Fact]
    public void Refuse_BatchsOwnLimit_StandsBeforeAllElse() =>
        Assert.Equal(ReservationRefusal.BatchLimit, Look(0).Refuse(10, batchLeftNanoUsd: 9, []).Refusal);

    [Fact]
    public void Changes_Grant_ReplacesTheHeadAndEveryWindow()
    {
        var changes = Look(100, spent: 5, held: 6).Changes(heldNanoUsd: 10, spentNanoUsd: 0);

        Assert.Equal((RowChangeKind.Replace, "head"), (changes[0].Kind, changes[0].ETag));
        Assert.Equal([(5L, 16L), (5L, 16L)], changes.Skip(1).Select(change => (WindowRow)change.Row).Select(row => (row.SpentNanoUsd, row.HeldNanoUsd)));
    }

    [Fact]
    public void Changes_Settlement_SpendsTheCostAndReleasesTheHold()
    {
        var rows = Look(100, spent: 5, held: 10).Changes(heldNanoUsd: -10, spentNanoUsd: 4).Select(change => change.Row).OfType<WindowRow>();

        Assert.Equal([(9L, 0L), (9L, 0L)], rows.Select(row => (row.SpentNanoUsd, row.HeldNanoUsd)));
    }

    [Theory]
    [InlineData("", 1, false, false)]
    [InlineData("search", 1, false, false)]
    [InlineData("ads", 1, false, true)]
    [InlineData("", 2, false, true)]
    [InlineData("", 1, true, true)]
    public void AreSeedsFinal_ReservationOlderThanTheScope_OnlyWhereItCanStillChangeTheSum(string path, long scopesVersion, bool isClosed, bool expected)
    {
        var document = new TenantDocument { Teams = new Dictionary<string, TeamRules> { ["search"] = new() { DailyLimitNanoUsd = 100 } } };
        var look = new AccountLook(
            new StoredRow(new HeadRow(2, 0), "head", default),
            new LimitsRow { Version = 2, ScopesVersion = 2, Scopes = [new DeclaredScope("search", 2, Day)], Document = document });
        Open(look, "search", _ => null);
        Assert.Equal(["search", "search"], look.Seeds().Select(seed => seed.Path));

        Assert.Equal(expected, look.AreSeedsFinal([Reservation(path, scopesVersion) with { Closed = isClosed }]));
    }

    private static ReservationRow Reservation(string path, long scopesVersion) => new()
    {
        BatchId = "b", Chunk = 0, Attempt = 1, Path = path, Day = Day, ScopesVersion = scopesVersion, Items = [], GrantedNanoUsd = 10,
    };

    private static AccountLook Look(long limit, long spent = 0, long held = 0) =>
        Look(new TenantDocument { DailyLimitNanoUsd = limit }, spent, held);

    private static AccountLook Look(TenantDocument document, long spent = 0, long held = 0)
    {
        var look = new AccountLook(
            new StoredRow(new HeadRow(1, 0), "head", default),
            new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = document });
        Open(look, BudgetPath.Tenant, key => new StoredRow(WindowOf(key, spent, held), "w", default));
        return look;
    }

    private static WindowRow WindowOf(string key, long spent, long held) =>
        new WindowRow[] { new(BudgetWindow.DayOf(Day), BudgetPath.Tenant, spent, held), new(BudgetWindow.MonthOf(Day), BudgetPath.Tenant, spent, held) }
            .Single(row => row.RowKey == key);

    private static void Open(AccountLook look, string path, Func<string, StoredRow?> read)
    {
        foreach (var key in look.Open(path, Day))
        {
            look.Accept(key, read(key));
        }
    }
}
