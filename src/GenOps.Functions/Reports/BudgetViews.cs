using GenOps.Core.Budgets;
using GenOps.Core.Money;
using GenOps.Core.Reports;

namespace GenOps.Functions.Reports;

/// <summary>Budgets as JSON.</summary>
internal static class BudgetViews
{
    public static object Report(BudgetReport report, Pins pins) => new { scopes = report.Visible(pins).Select(Scope) };

    private static object Scope(ScopeBudget budget) => new
    {
        scope = BudgetPath.Display(budget.Path),
        window = budget.Window.Id,
        limit_usd = UsdOrNull.Format(budget.LimitNanoUsd),
        spent_usd = UsdText.Format(budget.SpentNanoUsd),
        held_usd = UsdText.Format(budget.Held.TotalNanoUsd),
        in_flight_usd = UsdText.Format(budget.Held.InFlightNanoUsd),
        leased_idle_usd = UsdText.Format(budget.Held.LeasedIdleNanoUsd),
        reserved_batches_usd = UsdText.Format(budget.Held.ReservedBatchesNanoUsd),
        in_doubt_usd = UsdText.Format(budget.Held.InDoubtNanoUsd),
        remaining_usd = UsdOrNull.Format(budget.RemainingNanoUsd),
        resets_at = budget.Window.ResetsAt.UtcDateTime,
    };
}
