using System.Globalization;
using System.Text.Json;

namespace GenOps.Attack.Auditing;

/// <summary>Amounts in the API's JSON.</summary>
internal static class JsonAmounts
{
    private const decimal NanoUsdPerUsd = 1_000_000_000;

    /// <summary>A decimal string of dollars.</summary>
    public static long NanoUsd(this JsonElement json, string name) =>
        (long)(decimal.Parse(json.GetProperty(name).GetString()!, CultureInfo.InvariantCulture) * NanoUsdPerUsd);

    /// <summary>The same, or null where there is no limit.</summary>
    public static long? NanoUsdOrNull(this JsonElement json, string name) =>
        json.GetProperty(name).ValueKind is JsonValueKind.Null ? null : json.NanoUsd(name);
}
