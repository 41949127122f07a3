namespace GenOps.Core.Pricing;

/// <summary>How large a call can become, whatever model answers it: all that a worst case needs to know of a request.</summary>
public readonly record struct CallShape
{
    /// <summary>UTF-8 bytes of everything that becomes input, or its tokens where those are known.</summary>
    public long InputBytes { get; init; }

    /// <summary>Messages, or prompts where there are no messages; each is framed by tokens of its own.</summary>
    public int Items { get; init; }

    /// <summary>Separate contexts the provider fills: prompts of a completion, inputs of an embedding, 1 for a chat.</summary>
    public int Prompts { get; init; }

    /// <summary>Images in the messages.</summary>
    public int Images { get; init; }

    /// <summary>Those of <see cref="InputBytes"/> that are addresses or data of images.</summary>
    public long ImageBytes { get; init; }

    /// <summary>True when some input has no bound but the context, such as a video.</summary>
    public bool HasUnboundedInput { get; init; }

    /// <summary>Completions that may be generated, over all prompts.</summary>
    public int Completions { get; init; }

    /// <summary>Tokens one completion may have.</summary>
    public int TokensPerCompletion { get; init; }
}
