using GenOps.Core.Accounts;
using GenOps.Core.Ledger;

namespace GenOps.Application.Calls;

/// <summary>Makes the receipt of a charged call.</summary>
internal static class CallReceipts
{
    /// <summary>The budget as it will be once the entry is durable.</summary>
    public static BudgetState? AfterSettling(BudgetState? before, Hold hold, EntryRow entry) => before is null
        ? null
        : before with
        {
            SpentNanoUsd = before.SpentNanoUsd + entry.CostNanoUsd,
            HeldNanoUsd = Math.Max(0, before.HeldNanoUsd - hold.NeedNanoUsd),
        };

    public static CallReceipt Make(CallPlan plan, PlannedModel model, CallAttempts attempts, EntryRow entry, BudgetState? budget)
    {
        if (attempts.IsBeyondLimit)
        {
            plan.Warnings.Add("budget_exceeded");
        }

        if (entry.Overage)
        {
            plan.Warnings.Add("overage");
        }

        if (attempts.InDoubtNanoUsd > 0)
        {
            plan.Warnings.Add("earlier_attempt_in_doubt");
        }

        return new CallReceipt
        {
            RequestId = plan.Request.RequestId,
            CostNanoUsd = checked(entry.CostNanoUsd + attempts.InDoubtNanoUsd),
            Estimated = entry.Estimated || attempts.InDoubtNanoUsd > 0,
            Price = model.Price,
            SubstitutedFrom = plan.SubstitutedFrom,
            Policy = plan.Caller.Document.Policy,
            SessionId = plan.SessionId,
            Attempts = attempts.Count,
            Budget = budget,
            Warnings = plan.Warnings,
            Clock = plan.Request.Clock,
            TellsDiagnostics = plan.Request.WantsDiagnostics,
        };
    }
}
