using System.Globalization;
using System.Text.Json;
using GenOps.Core.Money;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Core.Adjustments;

/// <summary>Reads an adjustment and tells everything that is wrong with it at once.</summary>
public static class AdjustmentReader
{
    /// <summary>Largest amount either way: a million dollars. Slips of the decimal point stop here.</summary>
    public const long MaxNanoUsd = 1_000_000 * UsdText.NanoUsdPerUsd;

    private const int MaxReasonCharacters = 500;

    private static readonly string[] Fields = ["amount_usd", "reason", "date"];

    /// <summary>Reads the body; <paramref name="today"/> is the UTC day.</summary>
    public static DocumentReading<Adjustment> Read(ReadOnlyMemory<byte> utf8, DateOnly today)
    {
        var faults = new FaultList();
        using var json = JsonText.Parse(utf8, faults);
        var adjustment = json is null ? null : Read(new ObjectReader(json.RootElement, JsonPath.Root, faults, Fields), today);
        return new DocumentReading<Adjustment>(faults.All.Count == 0 ? adjustment : null, faults.All);
    }

    private static Adjustment Read(ObjectReader reader, DateOnly today)
    {
        var amount = ReadAmount(reader);
        var reason = Required(
            reader,
            "reason",
            text => text.Trim().Length > 0 && text.Length <= MaxReasonCharacters && !text.Any(char.IsControl),
            $"a text of 1 to {MaxReasonCharacters} characters without control characters");
        var day = today;
        Required(
            reader,
            "date",
            text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day <= today,
            string.Create(CultureInfo.InvariantCulture, $"a UTC date up to {today:yyyy-MM-dd}, which is today"));
        return new Adjustment(amount, reason ?? string.Empty, day);
    }

    // A number is read by its digits, without a float in between.
    private static long ReadAmount(ObjectReader reader)
    {
        var path = reader.PathOf("amount_usd");
        var text = reader.Find("amount_usd") switch
        {
            { ValueKind: JsonValueKind.String } value => value.GetString(),
            { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
            _ => null,
        };
        if (text is null)
        {
            reader.Faults.Add(path, "This must be a decimal string such as \"-0.25\"; negative gives money back.");
            return 0;
        }

        var fault = UsdText.ParseSigned(text, out var amount);
        if (fault is not UsdTextFault.None)
        {
            reader.Faults.Add(path, $"An amount {UsdText.Describe(fault)}.");
        }
        else if (amount == 0 || Math.Abs(amount) > MaxNanoUsd)
        {
            reader.Faults.Add(path, $"This is {UsdText.Format(amount)}; an adjustment is not 0 and at most {UsdText.Format(MaxNanoUsd)} either way.");
        }

        return amount;
    }

    private static string? Required(ObjectReader reader, string name, Func<string, bool> isRight, string description)
    {
        if (reader.Find(name) is null or { ValueKind: JsonValueKind.Null })
        {
            reader.Faults.Add(reader.PathOf(name), $"This is missing; it must be {description}.");
            return null;
        }

        return reader.OptionalText(name, isRight, description);
    }
}
