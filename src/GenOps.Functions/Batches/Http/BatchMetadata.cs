using System.Text.Json;
using GenOps.Application.Calls;
using GenOps.Core.Wire;

namespace GenOps.Functions.Batches.Http;

/// <summary>Reads a batch's <c>metadata</c>: shown back as sent, and attribution where it has our names.</summary>
internal static class BatchMetadata
{
    // OpenAI's limit, which is wider than that of attribution.
    private const int MaxValueLength = 512;

    private static readonly string[] Named = ["team", "project", "customer", "cost_center", "environment", "feature", "user", "session_id"];

    /// <summary>Reads; what is wrong is the error.</summary>
    public static CallError? Read(JsonElement json, out IReadOnlyDictionary<string, string> metadata, out RequestMetadata attribution)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        (metadata, attribution) = (values, RequestMetadata.Empty);
        if (!json.TryGetProperty("metadata", out var given) || given.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        if (given.ValueKind is not JsonValueKind.Object)
        {
            return BatchHttpErrors.Invalid("metadata", "'metadata' must be an object of strings.");
        }

        foreach (var field in given.EnumerateObject())
        {
            if (Wrong(field) is { } message)
            {
                return BatchHttpErrors.Invalid("metadata." + field.Name[..Math.Min(field.Name.Length, WireLimits.MaxMetadataNameLength)], message);
            }

            values.Add(field.Name, field.Value.GetString()!);
        }

        attribution = ToAttribution(values);
        return values.Count <= WireLimits.MaxMetadataNames
            ? null
            : BatchHttpErrors.Invalid("metadata", $"'metadata' must have at most {WireLimits.MaxMetadataNames} names.");
    }

    private static string? Wrong(JsonProperty field)
    {
        if (field.Name.Length is 0 or > WireLimits.MaxMetadataNameLength)
        {
            return $"Names in 'metadata' must have 1 to {WireLimits.MaxMetadataNameLength} characters.";
        }

        var isOurs = Named.Contains(field.Name);
        var most = isOurs ? WireLimits.MaxMetadataValueLength : MaxValueLength;
        var value = field.Value.ValueKind is JsonValueKind.String ? field.Value.GetString()! : null;
        return value?.Length <= most && !(isOurs && value.Any(char.IsControl))
            ? null
            : $"This must be a string of at most {most} {(isOurs ? "printable " : "")}characters.";
    }

    private static RequestMetadata ToAttribution(Dictionary<string, string> values) => new()
    {
        Team = Value(values, "team"),
        Project = Value(values, "project"),
        Customer = Value(values, "customer"),
        CostCenter = Value(values, "cost_center"),
        Environment = Value(values, "environment"),
        Feature = Value(values, "feature"),
        User = Value(values, "user"),
        SessionId = Value(values, "session_id"),
        Tags = values.Where(IsTag).ToDictionary(StringComparer.Ordinal),
    };

    private static string? Value(Dictionary<string, string> values, string name) => values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    // Entries keep tags as name=value pairs joined by commas; what does not fit that is a note to be shown back and no tag.
    private static bool IsTag(KeyValuePair<string, string> value) =>
        !Named.Contains(value.Key)
        && value.Value.Length is > 0 and <= WireLimits.MaxMetadataValueLength
        && !value.Key.AsSpan().ContainsAny(',', '=')
        && !value.Value.Contains(',', StringComparison.Ordinal)
        && !value.Key.Concat(value.Value).Any(char.IsControl);
}
