namespace GenOps.Core.Ledger;

/// <summary>Counts of provider latencies in 40 fixed buckets, each √2 wider than the one before, from 1 ms up. Mergeable; immutable.</summary>
public sealed class LatencyHistogram : IEquatable<LatencyHistogram>
{
    /// <summary>Number of buckets; the last takes everything above about 9 minutes.</summary>
    public const int BucketCount = 40;

    private readonly long[] _counts;

    private LatencyHistogram(long[] counts) => _counts = counts;

    /// <summary>No observations.</summary>
    public static LatencyHistogram Empty { get; } = new(new long[BucketCount]);

    /// <summary>Counts by bucket.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>From stored counts; missing ones are 0, surplus ones are refused.</summary>
    public static LatencyHistogram FromCounts(ReadOnlySpan<long> counts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(counts.Length, BucketCount, nameof(counts));
        var copy = new long[BucketCount];
        counts.CopyTo(copy);
        return new LatencyHistogram(copy);
    }

    /// <summary>The bucket of a latency.</summary>
    public static int BucketOf(long microseconds) =>
        microseconds <= 1_000 ? 0 : Math.Min(BucketCount - 1, (int)Math.Ceiling(2 * Math.Log2(microseconds / 1_000.0)));

    /// <summary>Upper edge of a bucket, milliseconds.</summary>
    public static double UpperMilliseconds(int bucket) => Math.Pow(2, bucket / 2.0);

    /// <summary>These observations and the other's.</summary>
    public LatencyHistogram Merge(ReadOnlySpan<long> other)
    {
        var sum = (long[])_counts.Clone();
        for (var bucket = 0; bucket < other.Length; bucket++)
        {
            sum[bucket] += other[bucket];
        }

        return new LatencyHistogram(sum);
    }

    /// <summary>Upper edge of the bucket that holds the given share of observations, milliseconds; null without observations.</summary>
    public double? PercentileMilliseconds(double share)
    {
        var total = 0L;
        foreach (var count in _counts)
        {
            total += count;
        }

        if (total == 0)
        {
            return null;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(share * total));
        var seen = 0L;
        for (var bucket = 0; bucket < BucketCount; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank)
            {
                return UpperMilliseconds(bucket);
            }
        }

        return UpperMilliseconds(BucketCount - 1);
    }

    /// <inheritdoc/>
    public bool Equals(LatencyHistogram? other) => other is not null && _counts.AsSpan().SequenceEqual(other._counts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LatencyHistogram);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var count in _counts)
        {
            hash.Add(count);
        }

        return hash.ToHashCode();
    }
}
