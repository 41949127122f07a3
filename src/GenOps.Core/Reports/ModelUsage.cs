using GenOps.Core.Ledger;
using GenOps.Core.Pricing;

namespace GenOps.Core.Reports;

/// <summary>What one model was used for.</summary>
public sealed record ModelUsage(string Model, Tally Tally)
{
    /// <summary>Finds the model of the same size class that would have served the same tokens for least; null when none is cheaper.</summary>
    public CheaperModel? CheaperAmong(IReadOnlyList<ModelPrice> inForce, Func<string, bool> isAllowed)
    {
        if (inForce.FirstOrDefault(price => price.Model == Model) is not { } current || !IsPriceable)
        {
            return null;
        }

        var usage = new TokenUsage(Tally.InputTokens, Tally.OutputTokens, Tally.CachedTokens);
        var cost = CallCost.NanoUsd(current, usage);
        return ModelChoice.AlternativesTo(current, inForce)
            .Where(other => other.Tier == current.Tier && isAllowed(other.Model))
            .Select(other => (Model: other, Cost: CallCost.NanoUsd(other, usage)))
            .Where(other => other.Cost < cost)
            .Select(other => new CheaperModel(other.Model, other.Cost, cost - other.Cost))
            .MinBy(other => other.CostNanoUsd);
    }

    private bool IsPriceable =>
        Tally.InputTokens <= PriceLimits.MaxTokens
        && Tally.OutputTokens <= PriceLimits.MaxTokens
        && Tally.CachedTokens <= Tally.InputTokens;
}
