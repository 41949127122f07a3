using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;

namespace GenOps.Cli.Verify;

/// <summary>Whole UTC months, first and last included.</summary>
/// <param name="First">First day of the first month.</param>
/// <param name="Last">Last day of the last month.</param>
internal readonly record struct MonthSpan(DateOnly First, DateOnly Last)
{
    /// <summary>First key of their windows. Days sort before their month.</summary>
    public string FirstWindowKey => WindowRow.KeyOf(BudgetWindow.MonthOf(First), BudgetPath.Tenant).TrimEnd('|');

    /// <summary>The first key after their windows.</summary>
    public string EndWindowKey => RowKeyPrefix.EndOf(WindowRow.KeyOf(BudgetWindow.MonthOf(Last), BudgetPath.Tenant));

    public static MonthSpan Of(DateOnly first, DateOnly last) =>
        new(new DateOnly(first.Year, first.Month, 1), new DateOnly(last.Year, last.Month, 1).AddMonths(1).AddDays(-1));

    public bool Contains(DateOnly day) => day >= First && day <= Last;

    public IEnumerable<DateOnly> Days()
    {
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
