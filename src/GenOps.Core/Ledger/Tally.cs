namespace GenOps.Core.Ledger;

/// <summary>Sums over entries. Adding is associative and commutative, so partial sums of several instances merge exactly.</summary>
public readonly record struct Tally
{
    /// <summary>Answered calls.</summary>
    public long Operations { get; init; }

    /// <summary>Attempts that the provider failed.</summary>
    public long Failures { get; init; }

    /// <summary>Calls refused before a provider attempt.</summary>
    public long Refusals { get; init; }

    /// <summary>Prompt tokens.</summary>
    public long InputTokens { get; init; }

    /// <summary>Cached prompt tokens.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Completion tokens.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Reasoning tokens.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>Completion tokens that the answered calls allowed.</summary>
    public long OutputTokenBound { get; init; }

    /// <summary>Cost, nano-dollars.</summary>
    public long CostNanoUsd { get; init; }

    /// <summary>The part of the cost that is in doubt, nano-dollars.</summary>
    public long InDoubtNanoUsd { get; init; }

    /// <summary>Time spent waiting for the provider, microseconds.</summary>
    public long ProviderMicroseconds { get; init; }

    /// <summary>What one entry adds.</summary>
    public static Tally Of(EntryRow entry) => new()
    {
        Operations = entry.Status is EntryStatus.Succeeded or EntryStatus.Cut ? 1 : 0,
        Failures = entry.Status is EntryStatus.Failed || (entry.Status is EntryStatus.InDoubt && entry.Kind is not EntryKind.InDoubt) ? 1 : 0,
        InputTokens = entry.InputTokens,
        CachedTokens = entry.CachedTokens,
        OutputTokens = entry.OutputTokens,
        ReasoningTokens = entry.ReasoningTokens,
        OutputTokenBound = entry.OutputTokenBound,
        CostNanoUsd = entry.CostNanoUsd,
        InDoubtNanoUsd = entry.Status is EntryStatus.InDoubt || entry.Kind is EntryKind.InDoubtRelease ? entry.CostNanoUsd : 0,
        ProviderMicroseconds = entry.ProviderMicroseconds,
    };

    /// <summary>Adds two sums, checked.</summary>
    public static Tally operator +(Tally left, Tally right)
    {
        checked
        {
            return new Tally
            {
                Operations = left.Operations + right.Operations,
                Failures = left.Failures + right.Failures,
                Refusals = left.Refusals + right.Refusals,
                InputTokens = left.InputTokens + right.InputTokens,
                CachedTokens = left.CachedTokens + right.CachedTokens,
                OutputTokens = left.OutputTokens + right.OutputTokens,
                ReasoningTokens = left.ReasoningTokens + right.ReasoningTokens,
                OutputTokenBound = left.OutputTokenBound + right.OutputTokenBound,
                CostNanoUsd = left.CostNanoUsd + right.CostNanoUsd,
                InDoubtNanoUsd = left.InDoubtNanoUsd + right.InDoubtNanoUsd,
                ProviderMicroseconds = left.ProviderMicroseconds + right.ProviderMicroseconds,
            };
        }
    }

    /// <summary>The sum of two tallies; same as the operator.</summary>
    public static Tally Add(Tally left, Tally right) => left + right;
}
