using System.Globalization;

namespace GenOps.Benchmarks.Report;

/// <summary>One measured value.</summary>
/// <param name="Name">What was measured, for people.</param>
/// <param name="Value">The value.</param>
/// <param name="Format">How it is written: a .NET number format, unit included.</param>
/// <param name="Target">What it should reach; null when nothing was promised.</param>
/// <param name="WhenMissed">Why it may miss its target, with what the same run measured of it; shown only when it does.</param>
internal sealed record Figure(string Name, double Value, string Format, Target? Target = null, string? WhenMissed = null)
{
    public string Text => Value.ToString(Format, CultureInfo.InvariantCulture);

    public string TargetText => Target is null ? "" : $"{(Target.IsAtMost ? "≤" : "≥")} {Target.Limit.ToString(Format, CultureInfo.InvariantCulture)}";

    public bool IsMissed => Target is not null && !Target.IsMet(Value);

    public string Verdict => Target is null ? "" : IsMissed ? "**missed**" : "met";
}
