using GenOps.Application.Sessions;
using GenOps.Core.Ledger;
using GenOps.Core.Money;
using GenOps.Core.Sessions;
using GenOps.Functions.Reports;

namespace GenOps.Functions.Sessions;

/// <summary>Sessions as JSON.</summary>
internal static class SessionViews
{
    public static object Page(SessionPage page) => new { data = page.Sessions.Select(Of), next_cursor = page.NextCursor };

    public static object Of(SessionView view)
    {
        var (row, total) = (view.Row, view.Sums.Total);
        return new
        {
            id = row.SessionId,
            name = row.Name,
            status = view.State is SessionState.Ended ? "ended" : "active",
            started_at = row.StartedAt.UtcDateTime,
            ended_at = view.EndedAt?.UtcDateTime,
            idle_timeout_seconds = row.IdleTimeoutSeconds,
            operations = total.Operations,
            failures = total.Failures,
            refusals = total.Refusals,
            input_tokens = total.InputTokens,
            output_tokens = total.OutputTokens,
            cost_usd = UsdText.Format(total.CostNanoUsd),
            average_cost_usd = UsdOrNull.Format(view.Sums.AverageNanoUsd),
            operations_per_second = Math.Round(view.OperationsPerSecond, 3),
            duration_seconds = Math.Round(view.Duration.TotalSeconds, 3),
            latency_ms = LatencyViews.Of(view.Sums.Latency),
            by_model = view.Sums.ByModel.Select(model => Model(model.Key, model.Value)),
            attributes = AttributeViews.Of(row.Attributes),
        };
    }

    private static object Model(string model, Tally tally) => new
    {
        model = model.Length == 0 ? null : model,
        operations = tally.Operations,
        failures = tally.Failures,
        refusals = tally.Refusals,
        input_tokens = tally.InputTokens,
        output_tokens = tally.OutputTokens,
        cost_usd = UsdText.Format(tally.CostNanoUsd),
    };
}
