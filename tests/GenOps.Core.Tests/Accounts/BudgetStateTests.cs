using GenOps.Core.Accounts;
using GenOps.Core.Budgets;

namespace GenOps.Core.Tests.Accounts;

public sealed class BudgetStateTests
{
    private static readonly BudgetWindow Day = BudgetWindow.DayOf(new DateOnly(2026, 11, 24));

    [Theory]
    [InlineData(100, 30, 20, 50)]
    [InlineData(100, 80, 20, 0)]
    [InlineData(100, 80, 30, 0)]
    public void RemainingNanoUsd_SpentAndHeld_AreGone(long limit, long spent, long held, long expected) =>
        Assert.Equal(expected, State(limit, spent, held).RemainingNanoUsd);

    [Fact]
    public void TightestOf_Budgets_IsTheOneWithTheLeastLeft()
    {
        var (none, wide, tight) = (State(null, 90, 0), State(100, 10, 10), State(50, 10, 10));

        Assert.Same(tight, BudgetState.TightestOf([none, wide, tight]));
        Assert.Same(tight, BudgetState.TightestOf([tight, wide, none]));
        Assert.Same(none, BudgetState.TightestOf([none, State(null, 0, 0)]));
        Assert.Null(BudgetState.TightestOf([]));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void ResetsAt_CallThatFitsTheLimitByItself_IsTheTurnOfTheWindow(long needed, bool helps) =>
        Assert.Equal(helps ? Day.ResetsAt : null, new BudgetRefusal(RefusalKind.Exceeded, needed, State(100, 100, 0)).ResetsAt);

    private static BudgetState State(long? limit, long spent, long held) => new(BudgetPath.Tenant, Day, limit, spent, held);
}
