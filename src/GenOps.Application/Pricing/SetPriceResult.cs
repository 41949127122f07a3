using GenOps.Core.Pricing;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Application.Pricing;

/// <summary>What became of a price that was set.</summary>
public abstract record SetPriceResult
{
    private SetPriceResult()
    {
    }

    /// <summary>It holds from its day on; here at once, elsewhere within 5 s.</summary>
    public sealed record Done(ModelPrice Price) : SetPriceResult;

    /// <summary>The price has faults; nothing happened.</summary>
    public sealed record Invalid(IReadOnlyList<DocumentFault> Faults) : SetPriceResult;

    /// <summary>There are as many prices as there may be; nothing happened.</summary>
    public sealed record TooMany(int Most) : SetPriceResult;
}
