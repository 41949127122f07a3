using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Prices;

/// <summary>Prices, for the administrator.</summary>
public sealed class PriceFunctions(PriceHandler handler)
{
    /// <summary>Sets a model's price from a day on.</summary>
    [Function("PutPrice")]
    public Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "genops/prices")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.PutAsync(request, cancellationToken);

    /// <summary>All prices, past and coming.</summary>
    [Function("ListPrices")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/prices")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.ListAsync(request, cancellationToken);
}
