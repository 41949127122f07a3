using GenOps.Core.Wire;

namespace GenOps.Application.Batches.Validation;

/// <summary>The routes that a batch can use, as clients spell them.</summary>
public static class BatchEndpoints
{
    /// <summary>The spelling of a route.</summary>
    public static string UrlOf(InferenceEndpoint endpoint) => endpoint switch
    {
        InferenceEndpoint.ChatCompletions => "/v1/chat/completions",
        InferenceEndpoint.Completions => "/v1/completions",
        InferenceEndpoint.Embeddings => "/v1/embeddings",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The route of a spelling; null when batches cannot use it.</summary>
    public static InferenceEndpoint? Find(string? url) => url switch
    {
        "/v1/chat/completions" => InferenceEndpoint.ChatCompletions,
        "/v1/completions" => InferenceEndpoint.Completions,
        "/v1/embeddings" => InferenceEndpoint.Embeddings,
        _ => null,
    };
}
