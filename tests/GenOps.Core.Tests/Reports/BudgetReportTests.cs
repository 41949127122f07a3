using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Reports;
using GenOps.Core.Tenants;

namespace GenOps.Core.Tests.Reports;

public sealed class BudgetReportTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    [Fact]
    public void Of_MoneySettledButNotFolded_IsSpentAndNoLongerHeld()
    {
        var windows = Both(spent: 100, held: 60);
        var lease = new OpenLease(Lease(granted: 30, settled: 12), IsExpired: false, InFlightNanoUsd: 10);
        var reservation = new ReservationRow
        {
            BatchId = "b", Chunk = 0, Attempt = 1, Path = BudgetPath.Tenant, Day = Day, ScopesVersion = 1, Items = [], GrantedNanoUsd = 30, SettledNanoUsd = 5,
        };

        var budget = Report(windows, [lease], [reservation]);

        Assert.Equal((117L, 43L), (budget.SpentNanoUsd, budget.Held.TotalNanoUsd));
        Assert.Equal((10L, 8L, 25L), (budget.Held.InFlightNanoUsd, budget.Held.LeasedIdleNanoUsd, budget.Held.ReservedBatchesNanoUsd));
        Assert.Equal(1_000 - 117 - 43, budget.RemainingNanoUsd);
    }

    [Fact]
    public void Of_ExpiredLease_IsInDoubt()
    {
        var budget = Report(Both(spent: 0, held: 30), [new OpenLease(Lease(granted: 30, settled: 0), IsExpired: true, InFlightNanoUsd: null)], []);

        Assert.Equal((30L, 30L), (budget.Held.InDoubtNanoUsd, budget.Held.TotalNanoUsd));
    }

    private static LeaseRow Lease(long granted, long settled) => new()
    {
        LeaseId = "l", Owner = "o", Path = BudgetPath.Tenant, Day = Day, ScopesVersion = 1, GrantedNanoUsd = granted, SettledNanoUsd = settled,
        FoldedNanoUsd = 0, Seq = 1,
    };

    private static Dictionary<string, WindowRow> Both(long spent, long held) =>
        new WindowRow[] { new(BudgetWindow.DayOf(Day), BudgetPath.Tenant, spent, held), new(BudgetWindow.MonthOf(Day), BudgetPath.Tenant, spent, held) }
            .ToDictionary(row => row.RowKey);

    private static ScopeBudget Report(Dictionary<string, WindowRow> windows, OpenLease[] leases, ReservationRow[] reservations)
    {
        var document = new TenantDocument { DailyLimitNanoUsd = 1_000 };
        var limits = new BudgetLimits(new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = document });
        return BudgetReport.Of(limits, Day, windows, leases, reservations, new Dictionary<string, long>()).Find(BudgetPath.Tenant, isMonth: false)!;
    }
}
