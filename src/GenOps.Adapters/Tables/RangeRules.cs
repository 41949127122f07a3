using GenOps.Application.Storage;

namespace GenOps.Adapters.Tables;

/// <summary>The rules of a range query that every store checks before it does anything.</summary>
internal static class RangeRules
{
    public static void Check(string partition, string fromKey, string beforeKey, int limit, string? continuation)
    {
        RowKeys.Check(partition);
        RowKeys.CheckBound(fromKey);
        RowKeys.CheckBound(beforeKey);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, RowLimits.MaxPageRows);
        if (continuation is null)
        {
            return;
        }

        RowKeys.Check(continuation);
        if (string.CompareOrdinal(continuation, fromKey) < 0 || string.CompareOrdinal(continuation, beforeKey) >= 0)
        {
            throw new ArgumentException("The continuation belongs to another range.", nameof(continuation));
        }
    }
}
