using System.Diagnostics;
using GenOps.Application.Calls;
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
        Add(span, TelemetryNames.OperationName, operation);
        Add(span, TelemetryNames.ProviderName, TelemetryNames.Together);
        Add(span, TelemetryNames.RequestModel, plan.Models[0].Name);
        Add(span, TelemetryNames.RequestId, plan.Request.RequestId);
        Add(span, TelemetryNames.Tenant, plan.Caller.Tenant);
        Add(span, TelemetryNames.PolicyName, PolicyNames.Format(plan.Caller.Document.Policy));
        Add(span, TelemetryNames.ConversationId, plan.SessionId);
        Add(span, TelemetryNames.SessionId, plan.SessionId);
        var attribution = plan.Attribution;
        Add(span, TelemetryNames.Team, attribution.Team);
        Add(span, TelemetryNames.Project, attribution.Project);
        Add(span, TelemetryNames.Customer, attribution.Customer);
        Add(span, TelemetryNames.CostCenter, attribution.CostCenter);
        Add(span, TelemetryNames.Environment, attribution.Environment);
        Add(span, TelemetryNames.Feature, attribution.Feature);
    }

    public static void Describe(Activity span, EntryRow entry, long costNanoUsd)
    {
        Add(span, TelemetryNames.ResponseModel, entry.Model);
        Add(span, TelemetryNames.InputTokens, entry.InputTokens);
        Add(span, TelemetryNames.OutputTokens, entry.OutputTokens);
        Add(span, TelemetryNames.CachedTokens, entry.CachedTokens);
        Add(span, TelemetryNames.ReasoningTokens, entry.ReasoningTokens);
        Add(span, TelemetryNames.CostTotal, (double)costNanoUsd / UsdText.NanoUsdPerUsd);
        Add(span, TelemetryNames.CostCurrency, "USD");
        Add(span, TelemetryNames.PolicyResult, "allowed");
        if (entry.BatchId is not null)
        {
            span.SetTag(TelemetryNames.RequestId, entry.RequestId);
            Add(span, TelemetryNames.BatchId, entry.BatchId);
            Add(span, TelemetryNames.CustomId, entry.CustomId);
        }
    }

    public static void Describe(Activity span, CallReceipt receipt)
    {
        if (receipt.Budget is { } budget)
        {
            Add(span, TelemetryNames.BudgetScope, BudgetPath.Display(budget.Path));
            Add(span, TelemetryNames.BudgetWindow, budget.Window.Id);
            Add(span, TelemetryNames.BudgetRemaining, budget.RemainingNanoUsd is { } left ? (double)left / UsdText.NanoUsdPerUsd : null);
        }

        if (receipt.Warnings.Count > 0)
        {
            Add(span, TelemetryNames.Warnings, receipt.Warnings.ToArray());
        }
    }

    // Each name once, so none has to be looked for among those that are there.
    private static void Add(Activity span, string name, object? value)
    {
        if (value is not null)
        {
            span.AddTag(name, value);
        }
    }
}
