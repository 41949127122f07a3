using GenOps.Functions.Batches.Orchestrations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace GenOps.Functions.Batches.Http;

/// <summary>Batches, in the shapes of OpenAI and Together.</summary>
public sealed class BatchesFunctions(BatchesHandler handler, ILogger<DurableBatchStarter> logger)
{
    /// <summary>Makes one.</summary>
    [Function("CreateBatch")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/batches")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        handler.CreateAsync(request, new DurableBatchStarter(client, logger), cancellationToken);

    /// <summary>Lists them, the newest first.</summary>
    [Function("ListBatches")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/batches")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.ListAsync(request, cancellationToken);

    /// <summary>One of them.</summary>
    [Function("GetBatch")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/batches/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        handler.GetAsync(request, id, cancellationToken);

    /// <summary>Stops one.</summary>
    [Function("CancelBatch")]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/batches/{id}/cancel")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        handler.CancelAsync(request, id, new DurableBatchStarter(client, logger), cancellationToken);
}
