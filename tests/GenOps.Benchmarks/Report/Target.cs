namespace GenOps.Benchmarks.Report;

/// <summary>What a figure should reach.</summary>
/// <param name="Limit">The last value that is good.</param>
/// <param name="IsAtMost">True when the figure must not be above it; false when it must not be below.</param>
internal sealed record Target(double Limit, bool IsAtMost)
{
    public static Target AtMost(double limit) => new(limit, IsAtMost: true);

    public static Target AtLeast(double limit) => new(limit, IsAtMost: false);

    public bool IsMet(double value) => IsAtMost ? value <= Limit : value >= Limit;
}
