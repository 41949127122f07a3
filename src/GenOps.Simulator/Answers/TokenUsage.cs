namespace GenOps.Simulator;

/// <summary>Tokens of one call: cached is part of prompt, reasoning part of completion.</summary>
internal readonly record struct TokenUsage(int Prompt, int Completion, int Cached, int Reasoning)
{
    public static TokenUsage Of(InferenceCall call, int textTokens)
    {
        var behavior = call.Behavior;
        var prompt = behavior.PromptTokens ?? (behavior.IsBound ? call.BoundPromptTokens : call.RuleTokens);
        var completion = behavior.CompletionTokens ?? (behavior.IsBound ? call.BoundCompletionTokens : textTokens);
        return call.Endpoint == InferenceEndpoint.Embedding
            ? Limited(call, prompt + behavior.OverageTokens, 0)
            : Limited(call, prompt + behavior.OverageTokens, completion + behavior.OverageTokens);
    }

    /// <summary>What a stream that ends early has produced.</summary>
    public static TokenUsage OfPart(InferenceCall call, int textTokens) => Limited(call, Of(call, textTokens).Prompt, textTokens);

    private static TokenUsage Limited(InferenceCall call, long prompt, long completion)
    {
        var cached = call.Behavior.CachedTokens ?? call.Behavior.FlatCachedTokens ?? 0;
        return new TokenUsage(
            (int)Math.Min(prompt, int.MaxValue),
            (int)Math.Min(completion, int.MaxValue),
            (int)Math.Min(cached, prompt),
            (int)Math.Min(call.Behavior.ReasoningTokens ?? 0, completion));
    }
}
