using System.Text.Json.Nodes;
using GenOps.Application.Reports;
using GenOps.Core.Money;
using GenOps.Core.Reports;

namespace GenOps.Functions.Reports;

/// <summary>A summary as JSON.</summary>
internal static class SummaryViews
{
    private const double PpmPerOne = 1_000_000;

    public static object Of(Summary summary) => new
    {
        date = ReportDay.Text(summary.Date),
        daily_costs_usd = UsdText.Format(summary.DailyNanoUsd),
        monthly_costs_usd = UsdText.Format(summary.MonthlyNanoUsd),
        daily_budget_limit_usd = UsdOrNull.Format(summary.Day?.LimitNanoUsd),
        monthly_budget_limit_usd = UsdOrNull.Format(summary.Month?.LimitNanoUsd),
        daily_budget_utilization = summary.Day?.UtilizationPpm / PpmPerOne,
        monthly_budget_utilization = summary.Month?.UtilizationPpm / PpmPerOne,
        daily_remaining_usd = UsdOrNull.Format(summary.Day?.RemainingNanoUsd),
        held_usd = UsdOrNull.Format(summary.Day?.Held.TotalNanoUsd),
        operations_count = summary.Today.Operations,
        refusals_count = summary.Today.Refusals,
        operations_per_second = Math.Round(summary.OperationsPerSecond, 3),
        average_cost_per_operation_usd = UsdOrNull.Format(summary.AverageNanoUsd),
        active_sessions = summary.ActiveSessions,
        governance_policy = summary.Policy.ToString().ToLowerInvariant(),
        projected_exhaustion_at = summary.ProjectedExhaustionAt?.UtcDateTime,
        recommendations = summary.Recommendations.Select(Recommendation),
    };

    // "saving_usd" stands only where something is saved.
    private static JsonObject Recommendation(Recommendation recommendation)
    {
        var json = new JsonObject { ["code"] = recommendation.Code, ["message"] = recommendation.Message };
        if (recommendation.SavingNanoUsd is { } saving)
        {
            json["saving_usd"] = UsdText.Format(saving);
        }

        return json;
    }
}
