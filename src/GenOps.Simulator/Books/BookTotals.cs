namespace GenOps.Simulator;

/// <summary>Sums of billed calls. They stay exact when old entries are dropped.</summary>
public readonly record struct BookTotals(long Calls, long PromptTokens, long CompletionTokens, long CachedTokens, long ReasoningTokens)
{
    internal BookTotals Plus(in BookEntry entry) => new(
        Calls + 1,
        PromptTokens + entry.PromptTokens,
        CompletionTokens + entry.CompletionTokens,
        CachedTokens + entry.CachedTokens,
        ReasoningTokens + entry.ReasoningTokens);
}
