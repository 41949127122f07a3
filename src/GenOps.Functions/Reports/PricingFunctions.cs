using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Reports;

/// <summary>What calls would cost, and which model to take.</summary>
public sealed class PricingFunctions(PricingHandler handler)
{
    /// <summary>Expected and worst-case cost of operations.</summary>
    [Function("Estimate")]
    public Task<IResult> EstimateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "genops/estimate")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.EstimateAsync(request, cancellationToken);

    /// <summary>All priced models.</summary>
    [Function("PricedModels")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/models")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.ListAsync(request, cancellationToken);

    /// <summary>Models by what a call of a size costs.</summary>
    [Function("CompareModels")]
    public Task<IResult> CompareAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/models/compare")] HttpRequest request,
        CancellationToken cancellationToken) =>
        handler.CompareAsync(request, cancellationToken);

    /// <summary>Models for a use case.</summary>
    [Function("Recommend")]
    public Task<IResult> RecommendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "genops/recommend")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.RecommendAsync(request, cancellationToken);

    /// <summary>What a steady load costs, and what would cost less.</summary>
    [Function("Analysis")]
    public Task<IResult> AnalyzeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "genops/analysis")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.AnalyzeAsync(request, cancellationToken);
}
