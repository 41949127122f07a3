using System.Text.Json;
using GenOps.Application.Calls;
using GenOps.Application.Reports;
using GenOps.Core.Money;
using GenOps.Core.Pricing;
using GenOps.Core.Reports;

namespace GenOps.Functions.Reports;

/// <summary>Reads what a recommendation is asked for.</summary>
internal static class ModelWishReader
{
    private static readonly string[] Fields = ["use_case", "complexity", "budget_usd_per_call", "min_context_length", "needs"];
    private static readonly string UseCases = string.Join(", ", UseCaseGuidance.All.Select(guidance => guidance.Name));

    private static readonly Dictionary<string, ModelCapabilities> Needs = new(StringComparer.Ordinal)
    {
        ["code"] = ModelCapabilities.Code,
        ["vision"] = ModelCapabilities.Vision,
        ["reasoning"] = ModelCapabilities.Reasoning,
    };

    private static readonly Dictionary<string, Complexity> Complexities = new(StringComparer.Ordinal)
    {
        ["low"] = Complexity.Low,
        ["medium"] = Complexity.Medium,
        ["high"] = Complexity.High,
    };

    /// <summary>Reads; exactly one of the two comes back.</summary>
    public static (ModelWish? Wish, CallError? Error) Read(JsonElement json)
    {
        if (JsonBody.FindUnknown(json, Fields) is { } unknown)
        {
            return (null, unknown);
        }

        if (JsonFields.Text(json, "use_case") is not { } name || UseCaseGuidance.Find(name) is not { } guidance)
        {
            return (null, Invalid("use_case", $"'use_case' must be one of {UseCases}."));
        }

        if (!TryComplexity(json, out var complexity))
        {
            return (null, Invalid("complexity", "'complexity' must be low, medium or high."));
        }

        if (!TryBudget(json, out var budget))
        {
            return (null, Invalid(
                "budget_usd_per_call",
                "'budget_usd_per_call' must be an amount such as \"0.001\": digits with at most 9 decimals, not negative."));
        }

        var context = JsonFields.Number(json, "min_context_length", 0);
        if (context is not (>= 0 and <= PriceLimits.MaxContextLength))
        {
            return (null, Invalid(
                "min_context_length", $"'min_context_length' must be a whole number from 0 to {PriceLimits.MaxContextLength}."));
        }

        if (!TryNeeds(json, out var needs))
        {
            return (null, Invalid("needs", $"'needs' must be an array of {string.Join(", ", Needs.Keys)}."));
        }

        return (new ModelWish
        {
            Guidance = guidance, Complexity = complexity, BudgetNanoUsdPerCall = budget, MinContextLength = (int)context.Value, Needs = needs,
        }, null);
    }

    private static bool TryComplexity(JsonElement json, out Complexity? complexity)
    {
        complexity = null;
        if (IsAbsent(json, "complexity", out _))
        {
            return true;
        }

        var isKnown = Complexities.TryGetValue(JsonFields.Text(json, "complexity") ?? "", out var known);
        complexity = known;
        return isKnown;
    }

    // Amounts are strings everywhere; a plain JSON number is taken by its digits, never as a float.
    private static bool TryBudget(JsonElement json, out long? nanoUsd)
    {
        nanoUsd = null;
        if (IsAbsent(json, "budget_usd_per_call", out var value))
        {
            return true;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        var fault = UsdText.Parse(text, out var amount);
        nanoUsd = amount;
        return fault is UsdTextFault.None;
    }

    private static bool TryNeeds(JsonElement json, out ModelCapabilities needs)
    {
        needs = ModelCapabilities.None;
        if (IsAbsent(json, "needs", out var value))
        {
            return true;
        }

        if (value.ValueKind is not JsonValueKind.Array)
        {
            return false;
        }

        foreach (var need in value.EnumerateArray())
        {
            if (need.ValueKind is not JsonValueKind.String || !Needs.TryGetValue(need.GetString()!, out var capability))
            {
                return false;
            }

            needs |= capability;
        }

        return true;
    }

    private static bool IsAbsent(JsonElement json, string name, out JsonElement value) =>
        !json.TryGetProperty(name, out value) || value.ValueKind is JsonValueKind.Null;

    private static CallError Invalid(string param, string message) => new(ErrorCode.InvalidRequest, message) { Param = param };
}
