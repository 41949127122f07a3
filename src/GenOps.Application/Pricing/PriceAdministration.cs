using System.Text.Json;
using GenOps.Application.Audit;
using GenOps.Application.Storage;
using GenOps.Core.Money;
using GenOps.Core.Pricing;

namespace GenOps.Application.Pricing;

/// <summary>Sets and lists prices. Safe for concurrent use; faults of storage are <see cref="RowStoreException"/>.</summary>
public sealed class PriceAdministration(IRowStores stores, PriceBook prices, AuditTrail audit, TimeProvider time)
{
    /// <summary>Sets a price from a day on. Prices before it stay, so that old entries can be priced again.</summary>
    public async Task<SetPriceResult> SetAsync(ReadOnlyMemory<byte> body, string actor, CancellationToken cancellationToken)
    {
        await prices.ReadNowAsync(cancellationToken);
        var now = time.GetUtcNow();
        var id = Ulid.NewUlid(now).ToString();
        var reading = NewPriceReader.Read(body, prices.Current, DateOnly.FromDateTime(now.UtcDateTime), id);
        if (reading.Document is not { } price)
        {
            return new SetPriceResult.Invalid(reading.Faults);
        }

        if (prices.Overrides.Count >= PriceBook.MaxPrices)
        {
            return new SetPriceResult.TooMany(PriceBook.MaxPrices);
        }

        var before = prices.Current.Find(price.Model, price.EffectiveFrom);
        await audit.WriteAsync(
            actor, "price.set", "prices/" + price.Model, before is null ? null : AuditOf(before), AuditOf(price), cancellationToken);
        await SureWrites.InsertNewAsync(stores.Directory, PriceRow.Partition, new PriceRow(id, now, price), CancellationToken.None);
        await prices.ReadNowAsync(CancellationToken.None);
        return new SetPriceResult.Done(price);
    }

    /// <summary>Every price, past and coming, ordered by model and day, and whether an administrator set it.</summary>
    public async Task<IReadOnlyList<(ModelPrice Price, bool IsOverride)>> ListAsync(CancellationToken cancellationToken)
    {
        await prices.ReadNowAsync(cancellationToken);
        var overrides = prices.Overrides.Select(static row => row.Price.PriceVersion).ToHashSet(StringComparer.Ordinal);
        return [.. prices.Current.All.Select(price => (price, overrides.Contains(price.PriceVersion)))];
    }

    private static string AuditOf(ModelPrice price) => JsonSerializer.Serialize(new
    {
        model = price.Model,
        input_usd_per_million = UsdText.Format(price.InputNanoUsdPerMillion),
        cached_input_usd_per_million = price.CachedInputNanoUsdPerMillion is { } cached ? UsdText.Format(cached) : null,
        output_usd_per_million = UsdText.Format(price.OutputNanoUsdPerMillion),
        image_usd = price.ImageNanoUsd is { } image ? UsdText.Format(image) : null,
        context_length = price.ContextLength,
        effective_from = price.EffectiveFrom,
        price_version = price.PriceVersion,
    });
}
