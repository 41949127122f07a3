using System.Globalization;
using GenOps.Core.Ledger;

namespace GenOps.Adapters.Tables.Columns;

/// <summary>Values that several row types have and that take more than a call to write.</summary>
internal static class ColumnGroups
{
    private const string LatencyCounts = "LatencyCounts";

    /// <summary>A value of an enum by its name. One without a name is refused here, because it could not be read again.</summary>
    public static void Name<TEnum>(this IColumnWriter columns, string name, TEnum value)
        where TEnum : struct, Enum =>
        columns.Text(name, Enum.GetName(value) ?? throw new ArgumentOutOfRangeException(name, value, "Not a named value."));

    public static void Attribution(this IColumnWriter columns, Attribution value)
    {
        columns.Text("Team", value.Team);
        columns.Text("Project", value.Project);
        columns.Text("Customer", value.Customer);
        columns.Text("CostCenter", value.CostCenter);
        columns.Text("Environment", value.Environment);
        columns.Text("Feature", value.Feature);
        columns.Text("User", value.User);
        columns.Text("Tags", value.Tags);
    }

    public static Attribution Attribution(this ColumnReader columns) => new()
    {
        Team = columns.TextOrNull("Team"),
        Project = columns.TextOrNull("Project"),
        Customer = columns.TextOrNull("Customer"),
        CostCenter = columns.TextOrNull("CostCenter"),
        Environment = columns.TextOrNull("Environment"),
        Feature = columns.TextOrNull("Feature"),
        User = columns.TextOrNull("User"),
        Tags = columns.TextOrNull("Tags"),
    };

    public static void Tally(this IColumnWriter columns, in Tally value)
    {
        columns.Number("Operations", value.Operations);
        columns.Number("Failures", value.Failures);
        columns.Number("Refusals", value.Refusals);
        columns.Number("InputTokens", value.InputTokens);
        columns.Number("CachedTokens", value.CachedTokens);
        columns.Number("OutputTokens", value.OutputTokens);
        columns.Number("ReasoningTokens", value.ReasoningTokens);
        columns.Number("OutputTokenBound", value.OutputTokenBound);
        columns.Number("CostNanoUsd", value.CostNanoUsd);
        columns.Number("InDoubtNanoUsd", value.InDoubtNanoUsd);
        columns.Number("ProviderMicroseconds", value.ProviderMicroseconds);
    }

    public static Tally Tally(this ColumnReader columns) => new()
    {
        Operations = columns.Number("Operations"),
        Failures = columns.Number("Failures"),
        Refusals = columns.Number("Refusals"),
        InputTokens = columns.Number("InputTokens"),
        CachedTokens = columns.Number("CachedTokens"),
        OutputTokens = columns.Number("OutputTokens"),
        ReasoningTokens = columns.Number("ReasoningTokens"),
        OutputTokenBound = columns.NumberOrNull("OutputTokenBound") ?? 0,
        CostNanoUsd = columns.Number("CostNanoUsd"),
        InDoubtNanoUsd = columns.Number("InDoubtNanoUsd"),
        ProviderMicroseconds = columns.Number("ProviderMicroseconds"),
    };

    /// <summary>Bucket counts as <c>0,3,1</c>; zeros at the end are left out.</summary>
    public static void Latency(this IColumnWriter columns, LatencyHistogram value)
    {
        var counts = value.Counts.TrimEnd(0L);
        Span<char> text = stackalloc char[counts.Length * 21];
        var length = 0;
        foreach (var count in counts)
        {
            if (length > 0)
            {
                text[length++] = ',';
            }

            count.TryFormat(text[length..], out var written, provider: CultureInfo.InvariantCulture);
            length += written;
        }

        columns.Text(LatencyCounts, new string(text[..length]));
    }

    public static LatencyHistogram Latency(this ColumnReader columns)
    {
        var text = columns.Text(LatencyCounts).AsSpan();
        Span<long> counts = stackalloc long[LatencyHistogram.BucketCount];
        var bucket = 0;
        foreach (var part in text.Split(','))
        {
            if (text.Length == 0)
            {
                break;
            }

            if (bucket == counts.Length
                || !long.TryParse(text[part], NumberStyles.Integer, CultureInfo.InvariantCulture, out counts[bucket++]))
            {
                throw columns.Unreadable(LatencyCounts);
            }
        }

        return LatencyHistogram.FromCounts(counts);
    }
}
