namespace GenOps.Cli.Loadtest;

/// <summary>How measurements are spread, microseconds: percentiles by nearest rank.</summary>
internal sealed record Spread(double Average, long P50, long P95, long P99)
{
    /// <summary>Null without measurements.</summary>
    public static Spread? Of(IReadOnlyList<long> microseconds)
    {
        if (microseconds.Count == 0)
        {
            return null;
        }

        var sorted = microseconds.Order().ToArray();
        return new Spread(sorted.Average(), Rank(sorted, 50), Rank(sorted, 95), Rank(sorted, 99));
    }

    private static long Rank(long[] sorted, int percent) => sorted[(int)Math.Max(0, (((long)percent * sorted.Length) + 99) / 100 - 1)];
}
