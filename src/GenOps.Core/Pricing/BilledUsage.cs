namespace GenOps.Core.Pricing;

/// <summary>
/// What a call is charged for, made of what the provider reported. Where a report is missing or contradicts itself, the reading that
/// costs the caller most stands, so that no call is charged less than the provider will charge for it.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>A count that is negative, no whole number, or over <see cref="MaxReportedTokens"/> is missing. An explicit 0 is a count.</item>
/// <item>Input or output missing: the total less the other, if it says so; else the bound of the hold for input, and for output the text
/// that arrived (<see cref="EstimateOutput"/>).</item>
/// <item>Total above input + output: the rest is output that was left out, as some report reasoning.</item>
/// <item>Cached above input: it was not counted in it; both are charged, at the input price.</item>
/// <item>Reasoning above output: it was not counted in it; both are charged.</item>
/// <item>A stream cut before it ended, or text after the last report: output is the larger of what was last reported and the estimate.</item>
/// </list>
/// </remarks>
/// <param name="Tokens">What to charge.</param>
/// <param name="IsEstimated">True when a count had to be estimated.</param>
/// <param name="IsInconsistent">True when the report contradicted itself.</param>
public readonly record struct BilledUsage(TokenUsage Tokens, bool IsEstimated, bool IsInconsistent)
{
    /// <summary>The largest count that is believed.</summary>
    public const long MaxReportedTokens = int.MaxValue;

    /// <summary>Decides what to charge.</summary>
    /// <param name="reported">The provider's report, or null when none came.</param>
    /// <param name="bound">The usage the hold was made for.</param>
    /// <param name="textTokenBound">The most tokens the text that arrived can be.</param>
    /// <param name="isComplete">False for a stream that broke off or wrote more after its report, which may be of an earlier moment.</param>
    public static BilledUsage Of(ReportedUsage? reported, in TokenUsage bound, long textTokenBound, bool isComplete = true)
    {
        var report = reported.GetValueOrDefault();
        var isInconsistent = false;
        var input = Plausible(report.InputTokens, ref isInconsistent);
        var output = Plausible(report.OutputTokens, ref isInconsistent);
        var total = Plausible(report.TotalTokens, ref isInconsistent);
        input ??= Rest(total, output);
        output ??= Rest(total, input);

        var estimate = EstimateOutput(bound, textTokenBound);
        var isEstimated = input is null || (output is null && bound.OutputTokens > 0) || !isComplete;
        var inputTokens = input ?? bound.InputTokens;
        var outputTokens = output is { } counted ? Math.Max(counted, isComplete ? 0 : estimate) : estimate;
        Raise(ref outputTokens, (total ?? 0) - inputTokens, ref isInconsistent);

        var cached = Plausible(report.CachedTokens, ref isInconsistent) ?? 0;
        var reasoning = Plausible(report.ReasoningTokens, ref isInconsistent) ?? 0;
        if (cached > inputTokens)
        {
            (inputTokens, cached, isInconsistent) = (inputTokens + cached, 0, true);
        }

        Raise(ref outputTokens, reasoning > outputTokens ? outputTokens + reasoning : 0, ref isInconsistent);
        return new(new TokenUsage(inputTokens, outputTokens, cached, reasoning, bound.Images), isEstimated, isInconsistent);
    }

    /// <summary>
    /// Output tokens of an answer without a report: the most its text can be, since a token is at least one byte, but never more than the
    /// call was allowed. It is never below the truth for what arrived.
    /// </summary>
    public static long EstimateOutput(in TokenUsage bound, long textTokenBound) => Math.Min(bound.OutputTokens, textTokenBound);

    private static long? Plausible(long? count, ref bool isInconsistent)
    {
        if (count is null or (>= 0 and <= MaxReportedTokens))
        {
            return count;
        }

        isInconsistent = true;
        return null;
    }

    private static long? Rest(long? total, long? part) => total >= part ? total - part : null;

    private static void Raise(ref long tokens, long atLeast, ref bool isInconsistent)
    {
        if (atLeast > tokens)
        {
            (tokens, isInconsistent) = (atLeast, true);
        }
    }
}
