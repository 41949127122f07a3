namespace GenOps.Simulator;

/// <summary>The texts of all choices of a call and what they cost, made from the request alone.</summary>
internal sealed class Answer
{
    private const int ShortestText = 24;
    private const int TextVariety = 40;
    private const int LongestBoundText = 64;

    private readonly AnswerText[] _texts;

    private Answer(InferenceCall call, AnswerText[] texts, AnswerText reasoning, bool isCutByLimit)
    {
        _texts = texts;
        Reasoning = reasoning;
        FinishReason = call.Behavior.FinishReason
            ?? (isCutByLimit ? "length" : call.ToolName is null ? "stop" : "tool_calls");
        Usage = TokenUsage.Of(call, texts.Sum(text => text.TokenCount) + reasoning.TokenCount);
    }

    public IReadOnlyList<AnswerText> Texts => _texts;

    public AnswerText Reasoning { get; }

    public string FinishReason { get; }

    public TokenUsage Usage { get; }

    public static Answer To(InferenceCall call)
    {
        var behavior = call.Behavior;
        var maximum = call.EffectiveMaxTokens;
        var reasoning = Phrases.Slice(~call.Seed, behavior.ReasoningTokens ?? 0, maximum);
        var texts = new AnswerText[call.Choices * call.Prompts];
        for (var index = 0; index < texts.Length; index++)
        {
            var seed = DeterministicHash.Mix(call.Seed + (ulong)index);
            var wanted = WantedTokens(behavior, seed, texts.Length, reasoning.TokenCount);
            texts[index] = Text(call, seed, wanted, maximum - reasoning.TokenCount);
        }

        return new Answer(call, texts, reasoning, behavior.IsBound || reasoning.IsCut || texts.Any(text => text.IsCut));
    }

    private static int WantedTokens(SimulatorBehavior behavior, ulong seed, int choices, int reasoningTokens)
    {
        if (behavior.CompletionTokens is { } exact)
        {
            return Math.Max((exact - reasoningTokens) / choices, 0);
        }

        return behavior.IsBound ? LongestBoundText : ShortestText + (int)(seed % TextVariety);
    }

    private static AnswerText Text(InferenceCall call, ulong seed, int wanted, int room)
    {
        if (call.Behavior.SizeBytes > 0)
        {
            return AnswerText.Padding(call.Behavior.SizeBytes);
        }

        if (call.RequiredJson is { } json)
        {
            return AnswerText.Bytes(json, room);
        }

        var text = Phrases.Slice(seed, wanted, room);
        return call.Behavior.Id is { } id ? text.WithPrefix($"[{id}] ", room) : text;
    }
}
