using GenOps.Core.Pricing;
using GenOps.Core.Wire;

namespace GenOps.Benchmarks.Overspend;

/// <summary>A call that costs exactly its worst case: the answer uses every token that the request allows.</summary>
internal sealed class FullPriceCall
{
    public FullPriceCall(byte[] request)
    {
        if (!InferenceRequestReader.TryRead(InferenceEndpoint.ChatCompletions, request, out var parsed, out var fault))
        {
            throw new ArgumentException(fault.Message, nameof(request));
        }

        var price = PriceCatalogue.BuiltIn.Find(parsed.Model, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime))!;
        var worst = WorstCase.Of(price, parsed.ToShape(defaultMaxTokens: 1));
        (Request, NanoUsd, Answer) = (request, worst.NanoUsd, AnswerOf(worst.Usage));
    }

    public byte[] Request { get; }

    public byte[] Answer { get; }

    /// <summary>Worst case and cost.</summary>
    public long NanoUsd { get; }

    private static byte[] AnswerOf(in TokenUsage usage) => System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant(
        $$$"""{"id":"x","object":"chat.completion","created":1,"model":"openai/gpt-oss-20b","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"length"}],"usage":{"prompt_tokens":{{{usage.InputTokens}}},"completion_tokens":{{{usage.OutputTokens}}},"total_tokens":{{{usage.InputTokens + usage.OutputTokens}}} } }"""));
}
