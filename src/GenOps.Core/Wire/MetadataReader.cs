using System.Collections.Frozen;
using System.Text.Json;

namespace GenOps.Core.Wire;

/// <summary>Reads <c>metadata</c>: an object of strings, within the limits of attribution.</summary>
internal static class MetadataReader
{
    private static readonly FrozenSet<string> OurNames =
        FrozenSet.ToFrozenSet(["team", "project", "customer", "cost_center", "environment", "feature", "user", "session_id"], StringComparer.Ordinal);

    public static RequestFault? Read(ref Utf8JsonReader reader, InferenceRequest request)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new("metadata", "'metadata' must be an object of strings.");
        }

        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (JsonText.Decode(reader) is not { Length: > 0 and <= WireLimits.MaxMetadataNameLength } name || !IsPlain(name, "=,"))
            {
                return new("metadata",
                    $"Names in 'metadata' must have 1 to {WireLimits.MaxMetadataNameLength} printable characters, no ',' and no '='.");
            }

            reader.Read();
            if (ReadValue(ref reader, name, values) is { } fault)
            {
                return fault;
            }
        }

        request.Metadata = Sort(values);
        return null;
    }

    private static RequestFault? ReadValue(ref Utf8JsonReader reader, string name, Dictionary<string, string?> values)
    {
        var value = reader.TokenType == JsonTokenType.String ? JsonText.Decode(reader) : null;
        if (value is null && reader.TokenType != JsonTokenType.Null)
        {
            return new($"metadata.{name}", "Values in 'metadata' must be strings.");
        }

        if (value?.Length > WireLimits.MaxMetadataValueLength)
        {
            return new($"metadata.{name}", $"Values in 'metadata' must have at most {WireLimits.MaxMetadataValueLength} characters.");
        }

        // A tag is written as name=value among others joined by commas; our own names stand by themselves.
        if (value is not null && !IsPlain(value, OurNames.Contains(name) ? "" : ","))
        {
            return new($"metadata.{name}", "Values in 'metadata' must be printable, and those of tags must not contain ','.");
        }

        if (!values.TryAdd(name, value))
        {
            return new($"metadata.{name}", "The name stands twice in 'metadata'; send it once.");
        }

        return values.Count > WireLimits.MaxMetadataNames
            ? new("metadata", $"'metadata' must have at most {WireLimits.MaxMetadataNames} names.")
            : null;
    }

    private static bool IsPlain(string text, string barred) => !text.Any(character => char.IsControl(character) || barred.Contains(character, StringComparison.Ordinal));

    private static RequestMetadata Sort(Dictionary<string, string?> values) => new()
    {
        Team = Take(values, "team"),
        Project = Take(values, "project"),
        Customer = Take(values, "customer"),
        CostCenter = Take(values, "cost_center"),
        Environment = Take(values, "environment"),
        Feature = Take(values, "feature"),
        User = Take(values, "user"),
        SessionId = Take(values, "session_id"),
        Tags = values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal),
    };

    private static string? Take(Dictionary<string, string?> values, string name) =>
        values.Remove(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;
}
