using GenOps.Core.Budgets;

namespace GenOps.Core.Reports;

/// <summary>When a budget will be spent if spending goes on as it did since its window began.</summary>
public static class Exhaustion
{
    /// <summary>A window younger than this says nothing of its rate.</summary>
    public static readonly TimeSpan MinElapsed = TimeSpan.FromMinutes(15);

    /// <summary>The instant; null without limit, without spending, or when the window ends first. Now, when the limit is reached.</summary>
    public static DateTimeOffset? Project(ScopeBudget budget, DateTimeOffset now)
    {
        var elapsed = now - StartOf(budget.Window);
        if (budget.LimitNanoUsd is not { } limit || budget.SpentNanoUsd <= 0 || elapsed < MinElapsed)
        {
            return null;
        }

        var left = limit - budget.SpentNanoUsd;
        if (left <= 0)
        {
            return now;
        }

        var ticks = (Int128)left * elapsed.Ticks / budget.SpentNanoUsd;
        return ticks < (budget.Window.ResetsAt - now).Ticks ? now.AddTicks((long)ticks) : null;
    }

    private static DateTimeOffset StartOf(BudgetWindow window) => new(window.Start.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
