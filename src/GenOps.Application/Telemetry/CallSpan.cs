using System.Diagnostics;
using GenOps.Application.Calls;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Money;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Application.Telemetry;

/// <summary>What a call's span says.</summary>
internal static class CallSpan
{
    public static void Describe(Activity span, CallPlan plan, string operation)
    {
        span.SetTag(TelemetryNames.OperationName, operation);
        span.SetTag(TelemetryNames.ProviderName, TelemetryNames.Together);
        span.SetTag(TelemetryNames.RequestModel, plan.Models[0].Name);
        span.SetTag(TelemetryNames.RequestId, plan.Request.RequestId);
        span.SetTag(TelemetryNames.Tenant, plan.Caller.Tenant);
        span.SetTag(TelemetryNames.PolicyName, PolicyNames.Format(plan.Caller.Document.Policy));
        span.SetTag(TelemetryNames.ConversationId, plan.SessionId);
        span.SetTag(TelemetryNames.SessionId, plan.SessionId);
        var attribution = plan.Attribution;
        span.SetTag(TelemetryNames.Team, attribution.Team);
        span.SetTag(TelemetryNames.Project, attribution.Project);
        span.SetTag(TelemetryNames.Customer, attribution.Customer);
        span.SetTag(TelemetryNames.CostCenter, attribution.CostCenter);
        span.SetTag(TelemetryNames.Environment, attribution.Environment);
        span.SetTag(TelemetryNames.Feature, attribution.Feature);
    }

    public static void Describe(Activity span, EntryRow entry, long costNanoUsd)
    {
        span.SetTag(TelemetryNames.ResponseModel, entry.Model);
        span.SetTag(TelemetryNames.InputTokens, entry.InputTokens);
        span.SetTag(TelemetryNames.OutputTokens, entry.OutputTokens);
        span.SetTag(TelemetryNames.CachedTokens, entry.CachedTokens);
        span.SetTag(TelemetryNames.ReasoningTokens, entry.ReasoningTokens);
        span.SetTag(TelemetryNames.CostTotal, (double)costNanoUsd / UsdText.NanoUsdPerUsd);
        span.SetTag(TelemetryNames.CostCurrency, "USD");
        span.SetTag(TelemetryNames.PolicyResult, "allowed");
        if (entry.BatchId is not null)
        {
            span.SetTag(TelemetryNames.RequestId, entry.RequestId);
            span.SetTag(TelemetryNames.BatchId, entry.BatchId);
            span.SetTag(TelemetryNames.CustomId, entry.CustomId);
        }
    }

    public static void Describe(Activity span, BudgetState budget)
    {
        span.SetTag(TelemetryNames.BudgetScope, BudgetPath.Display(budget.Path));
        span.SetTag(TelemetryNames.BudgetWindow, budget.Window.Id);
        span.SetTag(TelemetryNames.BudgetRemaining, budget.RemainingNanoUsd is { } left ? (double)left / UsdText.NanoUsdPerUsd : null);
    }
}
