using System.Text.Json;
using GenOps.Core.Accounts;
using GenOps.Core.Alerts;
using GenOps.Core.Budgets;
using GenOps.Core.Money;

namespace GenOps.Application.Alerts;

/// <summary>What a notice says.</summary>
internal static class AlertNotice
{
    private const double Million = 1_000_000;

    /// <summary>The body of a notice.</summary>
    public static string Of(string tenant, AlertRow alert, BudgetState budget) => JsonSerializer.Serialize(new
    {
        id = alert.AlertId,
        type = "budget.threshold",
        at = alert.At.UtcDateTime,
        tenant,
        scope = BudgetPath.Display(alert.Path),
        window = alert.Window.Id,
        threshold = alert.ThresholdPpm / Million,
        limit_usd = UsdText.Format(budget.LimitNanoUsd ?? 0),
        spent_usd = UsdText.Format(budget.SpentNanoUsd),
        resets_at = alert.Window.ResetsAt,
    });
}
