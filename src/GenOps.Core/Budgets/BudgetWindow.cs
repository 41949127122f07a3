using System.Globalization;

namespace GenOps.Core.Budgets;

/// <summary>A UTC day (<c>2026-11-24</c>) or UTC month (<c>2026-11</c>). The window is part of a row's key, so nothing is ever reset.</summary>
public readonly record struct BudgetWindow
{
    private BudgetWindow(string id, DateOnly start, bool isMonth)
    {
        Id = id;
        Start = start;
        IsMonth = isMonth;
    }

    /// <summary>The window as it is written in keys and answers.</summary>
    public string Id { get; }

    /// <summary>First day of the window.</summary>
    public DateOnly Start { get; }

    /// <summary>True for a month, false for a day.</summary>
    public bool IsMonth { get; }

    /// <summary>The first instant after the window.</summary>
    public DateTimeOffset ResetsAt =>
        new((IsMonth ? Start.AddMonths(1) : Start.AddDays(1)).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The window of one day.</summary>
    public static BudgetWindow DayOf(DateOnly day) =>
        new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day, isMonth: false);

    /// <summary>The window of the month that <paramref name="day"/> is in.</summary>
    public static BudgetWindow MonthOf(DateOnly day) =>
        new(day.ToString("yyyy-MM", CultureInfo.InvariantCulture), new DateOnly(day.Year, day.Month, 1), isMonth: true);

    /// <summary>Reads what <see cref="Id"/> wrote.</summary>
    public static BudgetWindow Parse(string id) => id.Length == 7
        ? MonthOf(DateOnly.ParseExact(id + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture))
        : DayOf(DateOnly.ParseExact(id, "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
