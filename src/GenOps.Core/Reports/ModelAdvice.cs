using System.Globalization;
using GenOps.Core.Money;
using GenOps.Core.Pricing;

namespace GenOps.Core.Reports;

/// <summary>One recommended model.</summary>
/// <param name="Model">The model.</param>
/// <param name="CostNanoUsd">What the typical call costs.</param>
/// <param name="IsCompliant">Whether that is within the budget asked for; true without one.</param>
/// <param name="Reasons">Why it stands where it stands.</param>
public sealed record ModelAdvice(ModelPrice Model, long CostNanoUsd, bool IsCompliant, IReadOnlyList<string> Reasons)
{
    /// <summary>Most models recommended.</summary>
    public const int MaxModels = 5;

    /// <summary>
    /// The best first: within the budget, with the use case's special capability, the use case's own model where its size is the one
    /// wanted, nearest in size, then by price.
    /// </summary>
    public static IReadOnlyList<ModelAdvice> For(ModelWish wish, IEnumerable<ModelPrice> usable) =>
    [
        .. usable
            .Where(model => model.Capabilities.HasFlag(ModelCapabilities.Chat | wish.Needs))
            .Where(model => model.ContextLength >= (wish.MinContextLength ?? 0))
            .Select(model => Of(wish, model))
            .OrderByDescending(advice => advice.IsCompliant)
            .ThenByDescending(advice => advice.Model.Capabilities.HasFlag(wish.Guidance.Special))
            .ThenByDescending(advice => IsGuided(wish, advice.Model))
            .ThenBy(advice => Math.Abs((int)advice.Model.Tier - (int)wish.Tier))
            .ThenBy(advice => wish.Guidance.PrefersDearer ? -advice.CostNanoUsd : advice.CostNanoUsd)
            .ThenBy(advice => advice.Model.Model, StringComparer.Ordinal)
            .Take(MaxModels),
    ];

    private static bool IsGuided(ModelWish wish, ModelPrice model) =>
        model.Model == wish.Guidance.Model && (wish.Complexity is null || model.Tier == wish.Tier);

    private static ModelAdvice Of(ModelWish wish, ModelPrice model)
    {
        var cost = CallCost.NanoUsd(model, wish.Usage);
        var isCompliant = wish.BudgetNanoUsdPerCall is not { } budget || cost <= budget;
        return new ModelAdvice(model, cost, isCompliant, [.. ReasonsFor(wish, model, cost, isCompliant)]);
    }

    private static IEnumerable<string> ReasonsFor(ModelWish wish, ModelPrice model, long cost, bool isCompliant)
    {
        if (IsGuided(wish, model))
        {
            yield return $"The usual choice for {wish.Guidance.Name}.";
        }

        if (wish.Guidance.Special != ModelCapabilities.None && model.Capabilities.HasFlag(wish.Guidance.Special))
        {
            yield return $"Made for {wish.Guidance.Special.ToString().ToLowerInvariant()}.";
        }

        if (model.Tier == wish.Tier)
        {
            yield return $"Of the size class {model.Tier.ToString().ToLowerInvariant()}, which the task wants.";
        }

        var tokens = string.Create(CultureInfo.InvariantCulture, $"{wish.Usage.InputTokens} tokens in and {wish.Usage.OutputTokens} out");
        var over = isCompliant ? "" : $", which is over the budget of {UsdText.Format(wish.BudgetNanoUsdPerCall!.Value)} USD";
        yield return $"A call of {tokens} costs {UsdText.Format(cost)} USD{over}.";
    }
}
