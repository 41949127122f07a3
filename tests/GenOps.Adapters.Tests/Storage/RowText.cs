using System.Text.Json;
using System.Text.Json.Serialization;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>A row's whole content as text, because records that hold collections compare those by reference.</summary>
internal static class RowText
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new LatencyConverter() } };

    public static string Of(Row row) => row.GetType().Name + JsonSerializer.Serialize(row, row.GetType(), Options);

    // The histogram shows its counts as a span, which the serializer cannot take.
    private sealed class LatencyConverter : JsonConverter<LatencyHistogram>
    {
        public override LatencyHistogram Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, LatencyHistogram value, JsonSerializerOptions options) =>
            writer.WriteStringValue(string.Join(',', value.Counts.ToArray()));
    }
}
