using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GenOps.EmbeddedHost.DurableTask.Payloads;

/// <summary>How the engine's own records are stored.</summary>
internal static class HubJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // Never part of a page, so nothing needs escaping but what JSON itself demands.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    internal static string Write(object value, Type type) => JsonSerializer.Serialize(value, type, Options);

    internal static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new InvalidDataException($"The hub holds null where a {typeof(T).Name} is expected.");
}
