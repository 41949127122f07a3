using GenOps.Core.Pricing;

namespace GenOps.Core.Reports;

/// <summary>What one operation is expected to cost and can cost at most, nano-dollars.</summary>
/// <param name="Model">The model.</param>
/// <param name="Count">How many such operations are meant; the costs are of one.</param>
/// <param name="ExpectedNanoUsd">
/// Input text at four bytes a token and four tokens of framing a message, output as long as it may become: what is expected is never
/// flattered by a guess at short answers.
/// </param>
/// <param name="WorstCaseNanoUsd">What would be held for it: the very function that holds money before a call.</param>
public readonly record struct OperationCost(string Model, long Count, long ExpectedNanoUsd, long WorstCaseNanoUsd)
{
    /// <summary>Most operations of one sort.</summary>
    public const long MaxCount = 1_000_000_000;

    private const int BytesPerToken = 4;
    private const int FramingTokens = 4;

    /// <summary>An operation whose text is known.</summary>
    public static OperationCost OfText(ModelPrice price, in CallShape shape, long count)
    {
        var worst = WorstCase.Of(price, shape);
        var text = shape.InputBytes - shape.ImageBytes;
        var tokens = ((text + BytesPerToken - 1) / BytesPerToken) + ((long)FramingTokens * shape.Items)
            + ((long)(price.ImageTokenBound ?? price.ContextLength) * shape.Images);
        return Of(price, worst, shape.HasUnboundedInput ? worst.Usage.InputTokens : tokens, count);
    }

    /// <summary>An operation whose input is given in tokens.</summary>
    public static OperationCost OfTokens(ModelPrice price, long inputTokens, int maxTokens, long count)
    {
        var shape = new CallShape { InputBytes = inputTokens, Prompts = 1, Completions = 1, TokensPerCompletion = maxTokens };
        return Of(price, WorstCase.Of(price, shape), inputTokens, count);
    }

    private static OperationCost Of(ModelPrice price, in WorstCase worst, long inputTokens, long count)
    {
        var bound = worst.Usage;
        var expected = new TokenUsage(Math.Min(inputTokens, bound.InputTokens), bound.OutputTokens, images: bound.Images);
        return new OperationCost(price.Model, count, CallCost.NanoUsd(price, expected), worst.NanoUsd);
    }
}
