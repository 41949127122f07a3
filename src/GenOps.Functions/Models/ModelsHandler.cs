using GenOps.Application.Calls;
using GenOps.Application.Pricing;
using GenOps.Core.Policies;
using GenOps.Core.Pricing;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Models;

/// <summary>Lists what is priced and allowed: nothing else can be called.</summary>
public sealed class ModelsHandler
{
    private readonly TenantGate _gate;
    private readonly PriceBook _prices;
    private readonly TimeProvider _time;

    internal ModelsHandler(TenantGate gate, PriceBook prices, TimeProvider time) => (_gate, _prices, _time) = (gate, prices, time);

    internal Task<IResult> ListAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunAsync(
        http,
        async request =>
        {
            await _prices.FreshAsync(cancellationToken);
            return ClientDialect.IsTogether(http)
                ? Results.Json(Allowed(request).Select(ModelViews.Together))
                : Results.Json(new { @object = "list", data = Allowed(request).Select(ModelViews.OpenAi) });
        },
        cancellationToken);

    internal Task<IResult> GetAsync(HttpRequest http, string model, CancellationToken cancellationToken)
    {
        // Clients escape the slash of an id, and a path keeps that one escape.
        var id = Uri.UnescapeDataString(model);
        return _gate.RunAsync(
            http,
            async request =>
            {
                await _prices.FreshAsync(cancellationToken);
                return Find(http, request, id);
            },
            cancellationToken);
    }

    private IResult Find(HttpRequest http, TenantRequest request, string id)
    {
        if (Allowed(request).FirstOrDefault(price => price.Model == id) is { } found)
        {
            return Results.Json(ClientDialect.IsTogether(http) ? ModelViews.Together(found) : ModelViews.OpenAi(found));
        }

        var error = new CallError(ErrorCode.NotFound, "There is no such model for this tenant. See GET /v1/models.") { Param = "model" };
        return new OpenAiErrorResult(error, request.RequestId);
    }

    private IEnumerable<ModelPrice> Allowed(TenantRequest request) => _prices.Current
        .InForce(DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime))
        .Where(price => CallPolicy.CheckModel(request.Caller.Document, price.Model) is null);
}
