using GenOps.Core.Pricing;

namespace GenOps.Core.Wire;

/// <summary>
/// What one pass over a valid request body found: everything that prices, routes and attributes it, and where to splice it.
/// </summary>
public sealed class InferenceRequest
{
    internal InferenceRequest(InferenceEndpoint endpoint, ReadOnlyMemory<byte> body)
    {
        Endpoint = endpoint;
        Body = body;
    }

    public InferenceEndpoint Endpoint { get; }

    /// <summary>The body as sent.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    public string Model { get; internal set; } = "";

    /// <summary>True when the answer is asked for as a stream; never for embeddings.</summary>
    public bool Stream { get; internal set; }

    /// <summary>True when the caller itself set <c>stream_options.include_usage</c>.</summary>
    public bool IncludeUsageAsked { get; internal set; }

    /// <summary><c>max_tokens</c>, ≥ 1; null when absent.</summary>
    public int? MaxTokens { get; internal set; }

    /// <summary><c>max_completion_tokens</c>, ≥ 1; null when absent.</summary>
    public int? MaxCompletionTokens { get; internal set; }

    /// <summary>
    /// The larger of the two bounds of a completion; null when the caller set neither and the tenant's default must be filled in.
    /// </summary>
    public int? OutputTokenBound => MaxTokens is { } tokens ? Math.Max(tokens, MaxCompletionTokens ?? 0) : MaxCompletionTokens;

    public int N { get; internal set; } = 1;

    public int BestOf { get; internal set; } = 1;

    /// <summary>Prompts of a completion, inputs of an embedding; 1 for a chat.</summary>
    public int PromptCount { get; internal set; } = 1;

    /// <summary>
    /// Completions the provider may generate: the larger of <see cref="N"/> and <see cref="BestOf"/> for each prompt; 0 for embeddings.
    /// </summary>
    public int CompletionCount => Endpoint == InferenceEndpoint.Embeddings ? 0 : Math.Max(N, BestOf) * PromptCount;

    /// <summary>Messages of a chat; 0 for other endpoints.</summary>
    public int MessageCount { get; internal set; }

    /// <summary>
    /// Raw UTF-8 bytes of everything that becomes input: messages, prompt, input, suffix, tools, functions, response_format, documents and
    /// template arguments. A prompt given as token ids counts its tokens instead.
    /// </summary>
    public long BoundBytes { get; internal set; }

    /// <summary>Images in the messages.</summary>
    public int ImageCount { get; internal set; }

    /// <summary>
    /// Those of <see cref="BoundBytes"/> that are addresses or data of images: no text, so a model with a bound per image need not count
    /// them.
    /// </summary>
    public long ImageBytes { get; internal set; }

    /// <summary>True when a message has a part (video, file, a sort unknown to us) whose tokens have no bound but the context.</summary>
    public bool HasUnboundedParts { get; internal set; }

    /// <summary>
    /// The first field that changes billing in a way no price covers, for <c>field_not_priced</c>; null when there is none.
    /// </summary>
    public string? UnpricedField { get; internal set; }

    public RequestMetadata Metadata { get; internal set; } = RequestMetadata.Empty;

    /// <summary>What the worst case of this request depends on.</summary>
    /// <param name="defaultMaxTokens">The bound that is filled in when the caller set none.</param>
    public CallShape ToShape(int defaultMaxTokens) => new()
    {
        InputBytes = BoundBytes,
        Items = Endpoint == InferenceEndpoint.ChatCompletions ? MessageCount : PromptCount,
        Prompts = PromptCount,
        Images = ImageCount,
        ImageBytes = ImageBytes,
        HasUnboundedInput = HasUnboundedParts,
        Completions = CompletionCount,
        TokensPerCompletion = OutputTokenBound ?? defaultMaxTokens,
    };

    /// <summary>True once the field that the endpoint works on was read.</summary>
    internal bool HasInput { get; set; }

    internal RequestLayout Layout;
}
