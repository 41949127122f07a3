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

    /// <summary>Each value that somebody can set in the row, by its path; values of records count one by one.</summary>
    public static IEnumerable<(string Path, string Value)> Values(object holder, string path)
    {
        foreach (var property in holder.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var value = property.GetValue(holder);
            var below = value is null || value is System.Collections.IEnumerable ? [] : Values(value, $"{path}.{property.Name}").ToArray();
            foreach (var each in below)
            {
                yield return each;
            }

            if (below.Length == 0)
            {
                yield return ($"{path}.{property.Name}", JsonSerializer.Serialize(value, Options));
            }
        }
    }

    // The histogram shows its counts as a span, which the serializer cannot take.
    private sealed class LatencyConverter : JsonConverter<LatencyHistogram>
    {
        public override LatencyHistogram Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, LatencyHistogram value, JsonSerializerOptions options) =>
            writer.WriteStringValue(string.Join(',', value.Counts.ToArray()));
    }
}
