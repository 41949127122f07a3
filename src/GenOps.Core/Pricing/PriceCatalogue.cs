using System.Collections.Frozen;

namespace GenOps.Core.Pricing;

/// <summary>
/// Every known price of every model, past and coming. Immutable and safe to share. Names match exactly and case-sensitively: a model that
/// merely resembles a known one has no price, and what has no price is refused.
/// </summary>
public sealed class PriceCatalogue
{
    // Latest first within a model, so that the first match is the one in force.
    private readonly FrozenDictionary<string, ModelPrice[]> _prices;

    public PriceCatalogue(IEnumerable<ModelPrice> prices)
    {
        _prices = prices
            .GroupBy(price => price.Model, StringComparer.Ordinal)
            .ToFrozenDictionary(model => model.Key, Ordered, StringComparer.Ordinal);
    }

    /// <summary>The prices this version of the product knows by itself.</summary>
    public static PriceCatalogue BuiltIn { get; } = new(BuiltInPrices.All);

    /// <summary>The price of a model on a UTC day, or null when none is known.</summary>
    public ModelPrice? Find(string model, DateOnly day)
    {
        foreach (var price in History(model))
        {
            if (price.EffectiveFrom <= day)
            {
                return price;
            }
        }

        return null;
    }

    /// <summary>All prices of one model, the latest first; empty when it is unknown.</summary>
    public ReadOnlySpan<ModelPrice> History(string model) => _prices.GetValueOrDefault(model);

    /// <summary>Every price, ordered by model and day.</summary>
    public IEnumerable<ModelPrice> All =>
        _prices.OrderBy(static model => model.Key, StringComparer.Ordinal).SelectMany(static model => Oldest(model.Value));

    /// <summary>The prices in force on a UTC day, one a model, ordered by name.</summary>
    public IReadOnlyList<ModelPrice> InForce(DateOnly day) =>
        [.. _prices.Keys.Order(StringComparer.Ordinal).Select(model => Find(model, day)).OfType<ModelPrice>()];

    /// <summary>A catalogue with more prices; one for the same model and day replaces the old, later ones in the list winning.</summary>
    public PriceCatalogue With(IEnumerable<ModelPrice> overrides) => new(_prices.Values.SelectMany(Oldest).Concat(overrides));

    private static ModelPrice[] Oldest(ModelPrice[] latestFirst) => [.. latestFirst.Reverse()];

    private static ModelPrice[] Ordered(IEnumerable<ModelPrice> prices) =>
        [.. prices.GroupBy(price => price.EffectiveFrom).Select(day => day.Last()).OrderByDescending(price => price.EffectiveFrom)];
}
