using System.Text.Json;

namespace GenOps.Application.Reports;

/// <summary>Fields of a JSON object.</summary>
public static class JsonFields
{
    /// <summary>A string; null when it is absent or anything else.</summary>
    public static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>A whole number, or the default when it is absent or null; null when it is anything else.</summary>
    public static long? Number(JsonElement json, string name, long absent) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null ? absent
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : null;
}
