using System.Text.Json;
using System.Text.Json.Serialization;

namespace GenOps.EmbeddedHost.DurableTask.Payloads;

/// <summary>A string that is JSON already and is stored as it is, not as a string in a string.</summary>
internal sealed class RawJsonConverter : JsonConverter<string>
{
    /// <summary>A JSON null is a value too: it is kept apart from no value at all, which is not written.</summary>
    public override bool HandleNull => true;

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
}
