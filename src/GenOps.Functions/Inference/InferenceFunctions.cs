using GenOps.Core.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Inference;

/// <summary>The OpenAI-compatible inference routes.</summary>
public sealed class InferenceFunctions(InferenceHandler handler)
{
    /// <summary>A chat completion.</summary>
    [Function("ChatCompletions")]
    public Task<IResult> ChatAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/chat/completions")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.HandleAsync(request, InferenceEndpoint.ChatCompletions, cancellationToken);

    /// <summary>A text completion.</summary>
    [Function("Completions")]
    public Task<IResult> CompleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/completions")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.HandleAsync(request, InferenceEndpoint.Completions, cancellationToken);

    /// <summary>Embeddings.</summary>
    [Function("Embeddings")]
    public Task<IResult> EmbedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/embeddings")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.HandleAsync(request, InferenceEndpoint.Embeddings, cancellationToken);
}
