using GenOps.Core.Ledger;
using GenOps.Core.Pricing;

namespace GenOps.Cli.Explain;

/// <summary>How tokens became money: tokens × nano-dollars per million, summed exactly and rounded up once.</summary>
/// <param name="Price">The price that the entry names.</param>
/// <param name="Terms">Each kind of token with its rate.</param>
/// <param name="MicroNanoUsd">The exact sum, in millionths of a nano-dollar.</param>
internal sealed record PriceArithmetic(ModelPrice Price, IReadOnlyList<PriceTerm> Terms, Int128 MicroNanoUsd)
{
    private const int Million = 1_000_000;

    /// <summary>The exact sum in whole nano-dollars and millionths of one.</summary>
    public string ExactNanoUsd => $"{MicroNanoUsd / Million}.{MicroNanoUsd % Million:D6}";

    /// <summary>The sum as it is charged.</summary>
    public long NanoUsd => (long)((MicroNanoUsd + Million - 1) / Million);

    /// <summary>Null when the entry was not priced by tokens, or its price is not known here.</summary>
    public static PriceArithmetic? Of(EntryRow entry, PriceCatalogue catalogue)
    {
        if (entry.Model is not { } model || entry.Status is not (EntryStatus.Succeeded or EntryStatus.Cut))
        {
            return null;
        }

        foreach (var price in catalogue.History(model))
        {
            if (price.PriceVersion == entry.PriceVersion && price.EffectiveFrom <= entry.Day)
            {
                return Of(entry, price);
            }
        }

        return null;
    }

    private static PriceArithmetic Of(EntryRow entry, ModelPrice price)
    {
        PriceTerm[] terms =
        [
            new("input", entry.InputTokens - entry.CachedTokens, price.InputNanoUsdPerMillion),
            new("cached input", entry.CachedTokens, price.CachedInputNanoUsdPerMillion ?? price.InputNanoUsdPerMillion),
            new("output", entry.OutputTokens, price.OutputNanoUsdPerMillion),
        ];
        Int128 sum = 0;
        foreach (var term in terms)
        {
            sum += (Int128)term.Tokens * term.NanoUsdPerMillion;
        }

        return new PriceArithmetic(price, [.. terms.Where(static term => term.Tokens > 0)], sum);
    }
}
