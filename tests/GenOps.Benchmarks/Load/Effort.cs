namespace GenOps.Benchmarks.Load;

/// <summary>How long and how often a mode measures. A quick run only shows that the modes work.</summary>
internal sealed record Effort(bool IsQuick)
{
    private const int QuickShare = 25;

    /// <summary>Pairs of turns whose middle ratio counts.</summary>
    public int Pairs => IsQuick ? 2 : 4;

    public TimeSpan Seconds(double full) => TimeSpan.FromSeconds(IsQuick ? Math.Min(full, 0.4) : full);

    public int Count(int full) => IsQuick ? Math.Max(1, full / QuickShare) : full;
}
