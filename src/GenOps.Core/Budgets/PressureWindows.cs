using GenOps.Core.Accounts;
using GenOps.Core.Tenants;

namespace GenOps.Core.Budgets;

/// <summary>The limited windows that a call is charged to, straight from a document, and how full they are. Pure.</summary>
public static class PressureWindows
{
    private const long Million = 1_000_000;

    /// <summary>Day and month of every scope on the call's path that has a limit.</summary>
    public static IReadOnlyList<(string Key, long LimitNanoUsd)> Of(TenantDocument document, string? team, string? project, DateOnly day)
    {
        var windows = new List<(string, long)>(6);
        Add(windows, BudgetPath.Tenant, document.DailyLimitNanoUsd, document.MonthlyLimitNanoUsd, day);
        if (team is not null && document.Teams.TryGetValue(team, out var rules))
        {
            Add(windows, team, rules.DailyLimitNanoUsd, rules.MonthlyLimitNanoUsd, day);
            if (project is not null && rules.Projects.TryGetValue(project, out var limits))
            {
                Add(windows, BudgetPath.Of(team, project), limits.DailyLimitNanoUsd, limits.MonthlyLimitNanoUsd, day);
            }
        }

        return windows;
    }

    /// <summary>Spent and held as a share of the limit, in parts per million. Both together are exact, whatever is folded in already.</summary>
    public static long UtilizationPpm(WindowRow? row, long limitNanoUsd) => limitNanoUsd == 0
        ? Million
        : (long)Int128.Min(long.MaxValue, ((Int128)(row?.SpentNanoUsd ?? 0) + (row?.HeldNanoUsd ?? 0)) * Million / limitNanoUsd);

    private static void Add(List<(string, long)> windows, string path, long? daily, long? monthly, DateOnly day)
    {
        if (daily is { } limitOfDay)
        {
            windows.Add((WindowRow.KeyOf(BudgetWindow.DayOf(day), path), limitOfDay));
        }

        if (monthly is { } limitOfMonth)
        {
            windows.Add((WindowRow.KeyOf(BudgetWindow.MonthOf(day), path), limitOfMonth));
        }
    }
}
