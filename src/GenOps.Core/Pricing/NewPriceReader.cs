using System.Globalization;
using System.Text.Json;
using GenOps.Core.Money;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Core.Pricing;

/// <summary>
/// Reads a price that an administrator sets and tells everything that is wrong with it at once. What is left out stays as it is in the price
/// that it follows.
/// </summary>
public static class NewPriceReader
{
    private const int MaxYearsAhead = 5;
    private const int MostTimesTheOld = 1_000;
    private const long LiteBelow = 200_000_000;
    private const long StandardBelow = 1_000_000_000;

    private const string Input = "input_usd_per_million";
    private const string Cached = "cached_input_usd_per_million";
    private const string Output = "output_usd_per_million";
    private const string Image = "image_usd";

    private static readonly string[] Fields =
    [
        "model", Input, Cached, Output, Image, "image_token_bound", "context_length", "tier", "capabilities", "batch_discount_percent",
        "effective_from", "force",
    ];

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="known">All prices so far.</param>
    /// <param name="today">The UTC day; no price begins before it.</param>
    /// <param name="priceId">Names the price, with the day it begins.</param>
    public static DocumentReading<ModelPrice> Read(ReadOnlyMemory<byte> utf8, PriceCatalogue known, DateOnly today, string priceId)
    {
        var faults = new FaultList();
        using var json = JsonText.Parse(utf8, faults);
        var price = json is null ? null : Read(new ObjectReader(json.RootElement, JsonPath.Root, faults, Fields), known, today, priceId);
        return new DocumentReading<ModelPrice>(faults.All.Count == 0 ? price : null, faults.All);
    }

    private static ModelPrice? Read(ObjectReader reader, PriceCatalogue known, DateOnly today, string priceId)
    {
        var model = ReadModel(reader);
        var from = ReadDay(reader, today);
        var old = model is null ? null : known.Find(model, from);
        var input = Amount(reader, Input, PriceLimits.MaxNanoUsdPerMillion);
        var output = Amount(reader, Output, PriceLimits.MaxNanoUsdPerMillion);
        Require(reader, Input, Output);
        var cached = IsGiven(reader, Cached) ? Amount(reader, Cached, PriceLimits.MaxNanoUsdPerMillion) : old?.CachedInputNanoUsdPerMillion;
        var image = IsGiven(reader, Image) ? Amount(reader, Image, PriceLimits.MaxImageNanoUsd) : old?.ImageNanoUsd;
        var imageTokens = Integer(reader, "image_token_bound", PriceLimits.MaxContextLength, old?.ImageTokenBound);
        var discount = Integer(reader, "batch_discount_percent", 100, old?.BatchDiscountPercent);
        var context = ReadContext(reader, old);
        var tier = ReadTier(reader, old, input);
        var capabilities = ReadCapabilities(reader, old);
        CheckCached(reader, input, cached);
        CheckJumps(reader, old, (Input, input, old?.InputNanoUsdPerMillion), (Output, output, old?.OutputNanoUsdPerMillion),
            (Cached, cached, old?.CachedInputNanoUsdPerMillion), (Image, image, old?.ImageNanoUsd));
        return reader.Faults.All.Count > 0 ? null : new ModelPrice
        {
            Model = model!,
            InputNanoUsdPerMillion = input!.Value,
            OutputNanoUsdPerMillion = output!.Value,
            CachedInputNanoUsdPerMillion = cached,
            ImageNanoUsd = image,
            ImageTokenBound = imageTokens,
            ContextLength = context!.Value,
            IsContextAssumed = !IsGiven(reader, "context_length") && old is { IsContextAssumed: true },
            Tier = tier,
            Capabilities = capabilities,
            EffectiveFrom = from,
            PriceVersion = string.Create(CultureInfo.InvariantCulture, $"override-{from:yyyy-MM-dd}-{priceId}"),
            BatchDiscountPercent = discount,
        };
    }

    private static string? ReadModel(ObjectReader reader)
    {
        const string Description = "the provider's id of a model, 1 to 256 characters without blanks at its ends";
        var model = reader.OptionalText(
            "model",
            text => text.Length is > 0 and <= PriceLimits.MaxModelLength && text.Trim() == text && !text.Any(char.IsControl),
            Description);
        if (model is null && reader.Find("model") is null or { ValueKind: JsonValueKind.Null })
        {
            reader.Faults.Add(reader.PathOf("model"), $"This is missing; it must be {Description}.");
        }

        return model;
    }

    private static DateOnly ReadDay(ObjectReader reader, DateOnly today)
    {
        var (day, last) = (today, today.AddYears(MaxYearsAhead));
        reader.OptionalText(
            "effective_from",
            text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day >= today && day <= last,
            string.Create(CultureInfo.InvariantCulture, $"a UTC date from {today:yyyy-MM-dd}, which is today, to {last:yyyy-MM-dd}"));
        return day < today || day > last ? today : day;
    }

    private static int? ReadContext(ObjectReader reader, ModelPrice? old)
    {
        var context = reader.OptionalInteger("context_length", 1, PriceLimits.MaxContextLength);
        if (context is null && old is null && !IsGiven(reader, "context_length"))
        {
            reader.Faults.Add(
                reader.PathOf("context_length"), "This is missing; a model without a price so far needs it, since it bounds what a call can cost.");
        }

        return context ?? old?.ContextLength ?? 1;
    }

    private static ModelTier ReadTier(ObjectReader reader, ModelPrice? old, long? input)
    {
        var text = reader.OptionalText("tier", name => TierOf(name) is not null, "lite, standard or large");
        return text is not null ? TierOf(text)!.Value
            : old is not null ? old.Tier
            : input < LiteBelow ? ModelTier.Lite
            : input < StandardBelow ? ModelTier.Standard
            : ModelTier.Large;
    }

    private static ModelTier? TierOf(string name) => name switch
    {
        "lite" => ModelTier.Lite,
        "standard" => ModelTier.Standard,
        "large" => ModelTier.Large,
        _ => null,
    };

    private static ModelCapabilities ReadCapabilities(ObjectReader reader, ModelPrice? old)
    {
        const int Most = 5;
        if (reader.Find("capabilities") is null)
        {
            return old?.Capabilities ?? ModelCapabilities.Chat;
        }

        var capabilities = ModelCapabilities.None;
        foreach (var name in reader.Texts("capabilities", Most, name => CapabilityOf(name) is not null, "chat, vision, code, reasoning or embeddings"))
        {
            capabilities |= CapabilityOf(name)!.Value;
        }

        return capabilities;
    }

    private static ModelCapabilities? CapabilityOf(string name) => name switch
    {
        "chat" => ModelCapabilities.Chat,
        "vision" => ModelCapabilities.Vision,
        "code" => ModelCapabilities.Code,
        "reasoning" => ModelCapabilities.Reasoning,
        "embeddings" => ModelCapabilities.Embeddings,
        _ => null,
    };

    private static void CheckCached(ObjectReader reader, long? input, long? cached)
    {
        if (cached > input)
        {
            reader.Faults.Add(
                reader.PathOf(Cached),
                $"This is {UsdText.Format(cached.Value)}, above the input rate of {UsdText.Format(input.Value)}; a cached token never costs more than a fresh one.");
        }
    }

    private static void CheckJumps(ObjectReader reader, ModelPrice? old, params ReadOnlySpan<(string Name, long? Rate, long? Old)> rates)
    {
        if (ReadForce(reader) || old is null)
        {
            return;
        }

        foreach (var (name, rate, before) in rates)
        {
            if (rate is { } now && before is { } then && now > (Int128)then * MostTimesTheOld)
            {
                reader.Faults.Add(
                    reader.PathOf(name),
                    $"This is {UsdText.Format(now)}, more than {MostTimesTheOld} times the {UsdText.Format(then)} before. Send \"force\": true if it is meant.");
            }
        }
    }

    private static bool ReadForce(ObjectReader reader)
    {
        switch (reader.Find("force")?.ValueKind)
        {
            case null or JsonValueKind.Null or JsonValueKind.False:
                return false;
            case JsonValueKind.True:
                return true;
            default:
                reader.Faults.Add(reader.PathOf("force"), "This must be true or false.");
                return false;
        }
    }

    private static int? Integer(ObjectReader reader, string name, int most, int? otherwise) =>
        IsGiven(reader, name) ? reader.OptionalInteger(name, 0, most) : otherwise;

    private static bool IsGiven(ObjectReader reader, string name) => reader.Find(name) is not null;

    private static void Require(ObjectReader reader, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (reader.Find(name) is null or { ValueKind: JsonValueKind.Null })
            {
                reader.Faults.Add(reader.PathOf(name), "This is missing; it must be a decimal string such as \"0.88\".");
            }
        }
    }

    // Price lists are often written with numbers; their digits are read as they stand, without a float in between.
    private static long? Amount(ObjectReader reader, string name, long most)
    {
        long? amount;
        if (reader.Find(name) is { ValueKind: JsonValueKind.Number } number)
        {
            var fault = UsdText.Parse(number.GetRawText(), out var nanoUsd);
            amount = fault is UsdTextFault.None ? nanoUsd : null;
            if (amount is null)
            {
                reader.Faults.Add(reader.PathOf(name), $"This is {JsonPath.Show(number)}; an amount {UsdText.Describe(fault)}.");
            }
        }
        else
        {
            amount = reader.Usd(name);
        }

        if (amount > most)
        {
            reader.Faults.Add(reader.PathOf(name), $"This is {UsdText.Format(amount.Value)}; it may be {UsdText.Format(most)}.");
            return null;
        }

        return amount;
    }
}
