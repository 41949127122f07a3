using System.Text.Json;

namespace GenOps.Attack.Hostile.Provider;

/// <summary>What a stream must come to: whether the client gets its end, the text that it sees, and the charge.</summary>
internal sealed record StreamOracle(bool IsWhole, string Text, Charge Charge)
{
    /// <summary>Reads the parts as a client would who knows all of them.</summary>
    public static StreamOracle Of(IReadOnlyList<StreamPart> parts, int choices)
    {
        var seen = Until(parts, static part => part.IsDone || part.Breaks);
        var isBroken = seen is [.., { Breaks: true }];
        var isComplete = seen is [.., { IsDone: true }] || seen.Count(static part => part.Finishes) >= choices;
        var isWhole = isComplete && !isBroken;
        return new(isWhole, string.Concat(seen.Select(static part => part.Text)), ChargeOf(seen, isComplete) is var charge && charge == Charge.InDoubt
            ? charge
            : charge with { Status = isWhole ? "succeeded" : "cut" });
    }

    private static Charge ChargeOf(IReadOnlyList<StreamPart> seen, bool isComplete)
    {
        var last = seen.LastOrDefault(static part => part.Usage is not null);
        if (!isComplete && last is null && !seen.Any(static part => part.Finishes || part.Text.Length > 0))
        {
            return Charge.InDoubt;
        }

        if (last is null)
        {
            return new Charge { IsEstimated = true };
        }

        using var usage = JsonDocument.Parse(last.Usage!);
        var charge = UsageOracle.ChargeOf(usage.RootElement, hasOutput: true);

        // A report of an earlier moment says the least that it can be.
        var isLast = !seen.SkipWhile(part => part != last).Skip(1).Any(static part => part.Text.Length > 0);
        return isComplete && isLast ? charge : charge with { CostNanoUsd = null, IsEstimated = true };
    }

    private static List<StreamPart> Until(IReadOnlyList<StreamPart> parts, Func<StreamPart, bool> isEnd)
    {
        var end = parts.TakeWhile(part => !isEnd(part)).Count();
        return [.. parts.Take(end + 1)];
    }
}
