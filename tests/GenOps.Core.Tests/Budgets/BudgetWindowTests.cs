using GenOps.Core.Budgets;

namespace GenOps.Core.Tests.Budgets;

public sealed class BudgetWindowTests
{
    [Theory]
    [InlineData(2026, 11, 24, "2026-11-24", "2026-11-25")]
    [InlineData(2026, 12, 31, "2026-12-31", "2027-01-01")]
    [InlineData(2028, 2, 28, "2028-02-28", "2028-02-29")]
    public void DayOf_Day_EndsWithIt(int year, int month, int day, string id, string resetsOn) =>
        AssertWindow(BudgetWindow.DayOf(new DateOnly(year, month, day)), id, new DateOnly(year, month, day), resetsOn);

    [Theory]
    [InlineData(2026, 11, 1, "2026-11", "2026-12-01")]
    [InlineData(2026, 12, 31, "2026-12", "2027-01-01")]
    [InlineData(2028, 2, 29, "2028-02", "2028-03-01")]
    public void MonthOf_AnyOfItsDays_IsTheSameMonth(int year, int month, int day, string id, string resetsOn) =>
        AssertWindow(BudgetWindow.MonthOf(new DateOnly(year, month, day)), id, new DateOnly(year, month, 1), resetsOn);

    private static void AssertWindow(BudgetWindow window, string id, DateOnly start, string resetsOn)
    {
        Assert.Equal((id, start, id.Length == 7), (window.Id, window.Start, window.IsMonth));
        Assert.Equal($"{resetsOn}T00:00:00.0000000+00:00", window.ResetsAt.ToString("O"));
        Assert.Equal(window, BudgetWindow.Parse(id));
    }
}
