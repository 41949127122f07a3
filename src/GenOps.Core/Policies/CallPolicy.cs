using GenOps.Core.Ledger;
using GenOps.Core.Money;
using GenOps.Core.Tenants;

namespace GenOps.Core.Policies;

/// <summary>The tenant's rules that a call is held against before it is priced and before money is held. Pure.</summary>
public static class CallPolicy
{
    /// <summary>What a call must carry; null when it carries all.</summary>
    public static PolicyFault? CheckAttribution(TenantDocument document, Attribution attribution, string? sessionId)
    {
        if (document.Policy is not PolicyMode.Strict)
        {
            return null;
        }

        foreach (var name in (ReadOnlySpan<string>)["team", "project", .. document.RequiredAttributes])
        {
            if ((name == "session_id" ? sessionId : Value(attribution, name)) is null)
            {
                return Violation("required_attributes", $"The policy is strict: the call must carry the attribute '{name}'. "
                    + $"Send the header x-genops-{name.Replace('_', '-')} or metadata.{name}.");
            }
        }

        return null;
    }

    /// <summary>Whether a model may be used.</summary>
    public static PolicyFault? CheckModel(TenantDocument document, string model)
    {
        if (document.DeniedModels.Contains(model, StringComparer.Ordinal))
        {
            return Violation("denied_models", $"The model '{model}' is denied for this tenant. Use another one.");
        }

        var isListed = document.AllowedModels.Contains(model, StringComparer.Ordinal);
        var mustBeListed = document.Policy is PolicyMode.Strict || document.AllowedModels.Count > 0;
        return isListed || !mustBeListed
            ? null
            : Violation("allowed_models", $"The model '{model}' is not among this tenant's allowed models. "
                + "See GET /v1/models, or ask an administrator.");
    }

    /// <summary>Whether the bound of the output that the caller named is within the cap.</summary>
    public static PolicyFault? CheckBound(TenantDocument document, int? outputTokenBound) => outputTokenBound > document.MaxTokensCap
        ? Violation("max_tokens_cap", $"max_tokens is {outputTokenBound}; this tenant's cap is {document.MaxTokensCap}. Lower it.")
        : null;

    /// <summary>Whether the worst case of one call is within the cap.</summary>
    public static PolicyFault? CheckCost(TenantDocument document, long worstCaseNanoUsd) =>
        document.MaxCostPerCallNanoUsd is { } cap && worstCaseNanoUsd > cap
            ? Violation("max_cost_per_call_usd", $"The call may cost {UsdText.Format(worstCaseNanoUsd)} USD; this tenant's cap is "
                + $"{UsdText.Format(cap)} USD a call. Lower max_tokens, shorten the prompt or use a cheaper model.")
            : null;

    /// <summary>The value of an attribute by the name a tenant document uses.</summary>
    public static string? Value(Attribution attribution, string name) => name switch
    {
        "team" => attribution.Team,
        "project" => attribution.Project,
        "customer" => attribution.Customer,
        "cost_center" => attribution.CostCenter,
        "environment" => attribution.Environment,
        "feature" => attribution.Feature,
        "user" => attribution.User,
        _ => null,
    };

    private static PolicyFault Violation(string rule, string message) => new(PolicyFaultKind.Violation, rule, message);
}
