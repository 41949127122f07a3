using System.Globalization;
using GenOps.Core.Ledger;

namespace GenOps.Adapters.Tables.Columns;

/// <summary>Values that several row types have and that take more than a call to write.</summary>
internal static class ColumnGroups
{
    private const string LatencyCounts = "LatencyCounts";
    private const string TallySums = "Sums";

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

    /// <summary>Sums in the order of <see cref="SumsOf"/>: one column, since a report reads very many of them.</summary>
    public static void Tally(this IColumnWriter columns, in Tally value) => columns.Text(TallySums, Join(SumsOf(value)));

    public static Tally Tally(this ColumnReader columns)
    {
        Span<long> sums = stackalloc long[SumsOf(default).Length];
        Split(columns, TallySums, sums);
        return new Tally
        {
            Operations = sums[0],
            Failures = sums[1],
            Refusals = sums[2],
            InputTokens = sums[3],
            CachedTokens = sums[4],
            OutputTokens = sums[5],
            ReasoningTokens = sums[6],
            CostNanoUsd = sums[7],
            InDoubtNanoUsd = sums[8],
            ProviderMicroseconds = sums[9],
            OutputTokenBound = sums[10],
        };
    }

    /// <summary>Bucket counts, as <c>0,3,1</c>.</summary>
    public static void Latency(this IColumnWriter columns, LatencyHistogram value) => columns.Text(LatencyCounts, Join(value.Counts));

    public static LatencyHistogram Latency(this ColumnReader columns)
    {
        Span<long> counts = stackalloc long[LatencyHistogram.BucketCount];
        Split(columns, LatencyCounts, counts);
        return LatencyHistogram.FromCounts(counts);
    }

    // New sums go to the end: rows without them then read as 0.
    private static long[] SumsOf(in Tally value) =>
    [
        value.Operations, value.Failures, value.Refusals, value.InputTokens, value.CachedTokens, value.OutputTokens, value.ReasoningTokens,
        value.CostNanoUsd, value.InDoubtNanoUsd, value.ProviderMicroseconds, value.OutputTokenBound,
    ];

    // Zeros at the end are left out.
    private static string Join(ReadOnlySpan<long> numbers)
    {
        numbers = numbers.TrimEnd(0L);
        Span<char> text = stackalloc char[numbers.Length * 21];
        var length = 0;
        foreach (var number in numbers)
        {
            if (length > 0)
            {
                text[length++] = ',';
            }

            number.TryFormat(text[length..], out var written, provider: CultureInfo.InvariantCulture);
            length += written;
        }

        return new string(text[..length]);
    }

    private static void Split(ColumnReader columns, string name, Span<long> numbers)
    {
        var text = columns.Text(name).AsSpan();
        if (text.Length == 0)
        {
            return;
        }

        var index = 0;
        foreach (var part in text.Split(','))
        {
            if (index == numbers.Length || !long.TryParse(text[part], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[index++]))
            {
                throw columns.Unreadable(name);
            }
        }
    }
}
