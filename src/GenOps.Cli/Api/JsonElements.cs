using System.Globalization;
using System.Text.Json;

namespace GenOps.Cli.Api;

/// <summary>Fields of an answer that may be absent or null.</summary>
internal static class JsonElements
{
    /// <summary>The text of a field; a number as it was sent; null when absent or null.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Field(name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
            var other => other.GetRawText(),
        };

    /// <summary>A whole number, 0 when absent or null.</summary>
    public static long Count(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : 0;

    /// <summary>A number, null when absent or null.</summary>
    public static double? Number(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    /// <summary>A point in time, in ISO 8601 or as seconds of the Unix epoch; null when absent or null.</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name) => element.Field(name) switch
    {
        { ValueKind: JsonValueKind.String } text => DateTimeOffset.Parse(text.GetString()!, CultureInfo.InvariantCulture),
        { ValueKind: JsonValueKind.Number } seconds => DateTimeOffset.FromUnixTimeSeconds(seconds.GetInt64()),
        _ => null,
    };

    /// <summary>A field, undefined when absent.</summary>
    public static JsonElement Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) ? field : default;

    /// <summary>The items of an array, none when absent or null.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
