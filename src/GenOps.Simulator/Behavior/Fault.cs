using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GenOps.Simulator;

/// <summary>A fault by kind; <paramref name="Status"/> is the HTTP status of <see cref="FaultKind.Status"/>, else 0.</summary>
[JsonConverter(typeof(FaultJsonConverter))]
public readonly record struct Fault(FaultKind Kind, int Status = 0)
{
    private static readonly Dictionary<string, FaultKind> Kinds = Enum.GetValues<FaultKind>()
        .Where(kind => kind != FaultKind.Status)
        .ToDictionary(kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()));

    /// <summary>Reads <c>429</c>, <c>hang</c>, <c>reset_mid_answer</c> and so on.</summary>
    public static bool TryParse(string text, out Fault fault)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and <= 599)
        {
            fault = new Fault(FaultKind.Status, status);
            return true;
        }

        var isKnown = Kinds.TryGetValue(text, out var kind);
        fault = new Fault(kind);
        return isKnown;
    }

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => Kind == FaultKind.Status
        ? Status.ToString(CultureInfo.InvariantCulture)
        : JsonNamingPolicy.SnakeCaseLower.ConvertName(Kind.ToString());

    internal sealed class FaultJsonConverter : JsonConverter<Fault>
    {
        public override Fault Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.Number
                ? reader.GetInt32().ToString(CultureInfo.InvariantCulture)
                : reader.GetString();
            return TryParse(text ?? "none", out var fault) ? fault : throw new JsonException($"Unknown fault '{text}'.");
        }

        public override void Write(Utf8JsonWriter writer, Fault value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
