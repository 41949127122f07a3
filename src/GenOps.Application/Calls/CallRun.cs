using System.Diagnostics;
using GenOps.Application.Accounts;
using GenOps.Application.Alerts;
using GenOps.Application.Telemetry;
using GenOps.Core.Accounts;
using GenOps.Core.Ledger;

namespace GenOps.Application.Calls;

/// <summary>A call on its way, with everything that ends it.</summary>
internal sealed record CallRun(
    CallPlan Plan, CallAttempts Attempts, CallCharge Charge, AccountKeeper Keeper, CallTelemetry Telemetry, BudgetAlerts Alerts, Activity? Span)
{
    /// <summary>Tells that the call was charged.</summary>
    public void Charged(IReadOnlyList<BudgetState> budgets, EntryRow entry, CallReceipt receipt)
    {
        Telemetry.Charged(Span, Plan, entry, receipt);
        Alerts.Observe(Plan.Caller.Tenant, Plan.Caller.Document.Alerts, budgets);
    }

    /// <summary>Ends the call with an error after the provider was asked.</summary>
    public CallRefused Fail(CallError error)
    {
        Telemetry.Failed(Span, Plan, error);
        return new CallRefused(error);
    }
}
