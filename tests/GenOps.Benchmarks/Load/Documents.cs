using GenOps.Core.Tenants;

namespace GenOps.Benchmarks.Load;

/// <summary>Rules of the tenants that are measured.</summary>
internal static class Documents
{
    /// <summary>More money than any run spends, and limits all the same, so that every window is kept.</summary>
    public static TenantDocument Rich() => new() { DailyLimitNanoUsd = 1_000_000_000_000_000, MonthlyLimitNanoUsd = 2_000_000_000_000_000 };
}
