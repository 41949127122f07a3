using System.Text.Json;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>A row's whole content as text, because records that hold collections compare those by reference.</summary>
internal static class RowText
{
    public static string Of(Row row)
    {
        var type = row.GetType();
        return type.Name + JsonSerializer.Serialize(row, type) + Latency(row);
    }

    // The histogram shows its counts as a span, which the serializer leaves out.
    private static string Latency(Row row) => row.GetType().GetProperty("Latency")?.GetValue(row) is Core.Ledger.LatencyHistogram latency
        ? string.Join(',', latency.Counts.ToArray())
        : string.Empty;
}
