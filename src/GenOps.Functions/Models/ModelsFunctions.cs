using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Models;

/// <summary>The models a tenant may use, in the shapes of OpenAI and Together.</summary>
public sealed class ModelsFunctions(ModelsHandler handler)
{
    /// <summary>All of them.</summary>
    [Function("ListModels")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/models")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.ListAsync(request, cancellationToken);

    /// <summary>One of them; ids contain slashes.</summary>
    [Function("GetModel")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/models/{*model}")] HttpRequest request,
        string model,
        CancellationToken cancellationToken) =>
        handler.GetAsync(request, model, cancellationToken);
}
