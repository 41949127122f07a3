using GenOps.Core.Pricing;

namespace GenOps.Application.Pricing;

/// <summary>The prices in force. Safe for concurrent use; a call fixes its price at the hold.</summary>
public sealed class PriceBook
{
    /// <summary>All prices known now.</summary>
    public PriceCatalogue Current { get; } = PriceCatalogue.BuiltIn;
}
