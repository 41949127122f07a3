namespace GenOps.Core.Reports;

/// <summary>Sums of estimates, which callers can make as large as they like.</summary>
public static class Amounts
{
    /// <summary>A cost so many times; null when it is more than can be written.</summary>
    public static long? Times(long nanoUsd, long count) => Bounded((Int128)nanoUsd * count);

    /// <summary>An amount; null when it is more than can be written.</summary>
    public static long? Bounded(Int128 nanoUsd) => nanoUsd <= Money.UsdText.MaxNanoUsd ? (long)nanoUsd : null;
}
