namespace GenOps.Core.Pricing;

/// <summary>
/// The most a call can cost: what is held before it is sent. Input is bounded by its bytes, since a token is at least one byte, plus
/// <see cref="TokensPerItem"/> for the framing of each message; output by what the caller allowed; both by the context.
/// </summary>
/// <param name="Usage">The bounds in tokens.</param>
/// <param name="NanoUsd">What that usage costs, by the same function that prices the bill.</param>
public readonly record struct WorstCase(TokenUsage Usage, long NanoUsd)
{
    /// <summary>Tokens that a chat template may put around a message.</summary>
    public const int TokensPerItem = 16;

    public static WorstCase Of(ModelPrice price, in CallShape shape)
    {
        var usage = new TokenUsage(InputBound(price, shape), OutputBound(price, shape), images: shape.Images);
        return new(usage, CallCost.NanoUsd(price, usage));
    }

    private static long InputBound(ModelPrice price, in CallShape shape)
    {
        var contexts = (long)price.ContextLength * shape.Prompts;
        if (shape.HasUnboundedInput || (shape.Images > 0 && price.ImageTokenBound is null))
        {
            return contexts;
        }

        var tokens = shape.InputBytes + ((long)TokensPerItem * shape.Items);
        if (price.ImageTokenBound is { } imageTokens)
        {
            tokens += ((long)imageTokens * shape.Images) - shape.ImageBytes;
        }

        return Math.Min(contexts, tokens);
    }

    private static long OutputBound(ModelPrice price, in CallShape shape) =>
        (long)Math.Min(shape.TokensPerCompletion, price.ContextLength) * shape.Completions;
}
