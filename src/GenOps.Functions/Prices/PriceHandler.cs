using GenOps.Application.Pricing;
using GenOps.Core.Pricing;
using GenOps.Functions.Http;
using GenOps.Functions.Reports;
using GenOps.Functions.Tenants;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Prices;

/// <summary>Prices over HTTP, for the administrator.</summary>
public sealed class PriceHandler
{
    private const int MaxBodyBytes = 64 * 1024;

    private readonly AdminGate _gate;
    private readonly PriceAdministration _prices;

    internal PriceHandler(AdminGate gate, PriceAdministration prices) => (_gate, _prices) = (gate, prices);

    internal Task<IResult> PutAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunAsync(http, async request =>
    {
        if (await RequestBody.ReadAsync(http, MaxBodyBytes, cancellationToken) is not { } body)
        {
            return request.TooLarge($"A price has at most {MaxBodyBytes} bytes.");
        }

        return await _prices.SetAsync(body, request.Actor, cancellationToken) switch
        {
            SetPriceResult.Done done => Results.Json(View(done.Price, isOverride: true)),
            SetPriceResult.Invalid invalid => request.InvalidDocument("price", invalid.Faults),
            SetPriceResult.TooMany full => request.Problem(
                StatusCodes.Status409Conflict, "too_many_prices", $"There are {full.Most} prices, as many as there may be."),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    });

    internal Task<IResult> ListAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunAsync(http, async _ =>
    {
        var prices = await _prices.ListAsync(cancellationToken);
        return Results.Json(new { data = prices.Select(price => View(price.Price, price.IsOverride)), next_cursor = (string?)null });
    });

    private static System.Text.Json.Nodes.JsonObject View(ModelPrice price, bool isOverride)
    {
        var json = PriceViews.Model(price);
        json["image_token_bound"] = price.ImageTokenBound;
        json["source"] = isOverride ? "override" : "built_in";
        return json;
    }
}
