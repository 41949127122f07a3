namespace GenOps.Core.Wire;

/// <summary>The inference routes, each with its own shape of request.</summary>
public enum InferenceEndpoint
{
    ChatCompletions,
    Completions,
    Embeddings,
}
