using GenOps.Application.Storage;
using GenOps.Core.Pricing;

namespace GenOps.Cli.Books;

/// <summary>All prices: those this version knows, and those that administrators set.</summary>
internal static class StoredPrices
{
    private const string First = "0";
    private const string End = "8";

    public static async Task<PriceCatalogue> ReadAsync(IRowStores stores, CancellationToken cancellationToken)
    {
        var set = new List<ModelPrice>();
        await foreach (var price in new RowPages(stores.Directory, PriceRow.Partition).BetweenAsync<PriceRow>(First, End, cancellationToken))
        {
            set.Add(price.Price);
        }

        return PriceCatalogue.BuiltIn.With(set);
    }
}
