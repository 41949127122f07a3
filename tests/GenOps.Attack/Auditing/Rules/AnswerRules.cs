using GenOps.Attack.World;

namespace GenOps.Attack.Auditing.Rules;

/// <summary>What callers were told against the ledger and the provider's books.</summary>
internal static class AnswerRules
{
    private const string Exceeded = "budget_exceeded";

    private static readonly HashSet<string> FreeRefusals =
    [
        Exceeded, "budget_in_flight", "rate_limited", "policy_violation", "invalid_request", "invalid_api_key", "model_not_priced", "field_not_priced",
        "attribution_pinned", "session_not_found", "session_ended", "idempotency_in_flight", "idempotency_key_reused",
    ];

    private static readonly HashSet<string> OtherErrors =
    [
        "ledger_unavailable", "provider_error", "provider_unavailable", "provider_timeout", "provider_rejected", "provider_rate_limited",
    ];

    /// <summary>The entries of an answered call are in the ledger and add up to the cost that was told.</summary>
    public static IEnumerable<string> AnswerIsDurable(Evidence evidence)
    {
        var entered = evidence.Tenants.SelectMany(static report => report.Entries).ToLookup(static entry => entry.RequestId);
        foreach (var call in evidence.Calls)
        {
            if (call.Genops is not { } told)
            {
                continue;
            }

            var (request, cost) = (told.GetProperty("request_id").GetString()!, told.GetProperty("cost_nano_usd").GetInt64());
            var sum = entered[request].Sum(static entry => entry.CostNanoUsd);
            if (!entered[request].Any() || sum != cost)
            {
                yield return $"{call.User}: told {cost} nano-USD, {entered[request].Count()} entries hold {sum}.";
            }
        }
    }

    /// <summary>A refused call never reached the provider and costs nothing.</summary>
    public static IEnumerable<string> RefusalIsFree(Evidence evidence)
    {
        var refused = evidence.Calls.GroupBy(static call => call.User).Where(static calls => calls.All(static call => call.Code is { } code && FreeRefusals.Contains(code)))
            .Select(static calls => calls.Key).ToHashSet();
        return evidence.Bills.Where(bill => refused.Contains(bill.User)).Select(static bill => $"{bill.User}: refused, and billed {bill.CostNanoUsd} nano-USD.")
            .Concat(evidence.Tenants.SelectMany(static report => report.Entries).Where(entry => entry.User is { } user && refused.Contains(user) && entry.CostNanoUsd != 0)
                .Select(static entry => $"{entry.User}: refused, and charged {entry.CostNanoUsd} nano-USD."));
    }

    /// <summary>A call refused for an exceeded budget would have exceeded it.</summary>
    public static IEnumerable<string> RefusalIsTrue(Evidence evidence)
    {
        foreach (var call in evidence.Calls.Where(static call => call.Code == Exceeded))
        {
            var budget = call.Error!.Value.GetProperty("budget");
            var (limit, spent, needed) = (budget.NanoUsd("limit_usd"), budget.NanoUsd("spent_usd"), budget.NanoUsd("needed_usd"));
            if (spent + needed <= limit)
            {
                yield return $"{call.User}: refused though {spent} spent and {needed} needed fit in {limit} nano-USD.";
            }
        }
    }

    /// <summary>Every error has a code of the contract; no answer is a bare 500.</summary>
    public static IEnumerable<string> ErrorsAreNamed(Evidence evidence) => evidence.Calls
        .Where(static call => call.Status >= 400 && !call.IsBroken && !(call.Code is { } code && (FreeRefusals.Contains(code) || OtherErrors.Contains(code))))
        .Select(static call => $"{call.User}: status {call.Status}, {call.Code ?? Short(call)}.");

    private static string Short(CallRecord call) => call.Text[..Math.Min(call.Text.Length, 200)];
}
