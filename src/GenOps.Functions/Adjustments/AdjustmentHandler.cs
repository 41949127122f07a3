using GenOps.Application.Adjustments;
using GenOps.Application.Calls;
using GenOps.Core.Adjustments;
using GenOps.Core.Tenants.Documents;
using GenOps.Functions.Http;
using GenOps.Functions.Reports;
using GenOps.Functions.Tenants;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Adjustments;

/// <summary>Adjustments over HTTP, for the administrator.</summary>
public sealed class AdjustmentHandler
{
    private const int MaxBodyBytes = 64 * 1024;
    private const int MaxKeyCharacters = 255;

    private readonly AdminGate _gate;
    private readonly AdjustmentWriter _adjustments;
    private readonly TimeProvider _time;

    internal AdjustmentHandler(AdminGate gate, AdjustmentWriter adjustments, TimeProvider time) =>
        (_gate, _adjustments, _time) = (gate, adjustments, time);

    internal Task<IResult> PostAsync(HttpRequest http, string tenant, CancellationToken cancellationToken) => _gate.RunAsync(http, async request =>
    {
        var key = http.Headers["Idempotency-Key"].ToString().Trim();
        if (key.Length is 0 or > MaxKeyCharacters)
        {
            return request.Invalid(
                "An adjustment needs the header Idempotency-Key, so that repeating it changes the books once.",
                [new("Idempotency-Key", $"It must have 1 to {MaxKeyCharacters} characters.")]);
        }

        if (await RequestBody.ReadAsync(http, MaxBodyBytes, cancellationToken) is not { } body)
        {
            return request.TooLarge($"An adjustment has at most {MaxBodyBytes} bytes.");
        }

        var reading = AdjustmentReader.Read(body, DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime));
        if (reading.Document is not { } adjustment)
        {
            return request.InvalidDocument("adjustment", reading.Faults);
        }

        return ScopeName.IsValid(tenant)
            ? Answer(request, await _adjustments.PostAsync(tenant, adjustment, request.RequestId, key, request.Actor, cancellationToken))
            : Missing(request);
    });

    private static IResult Answer(AdminRequest request, AdjustmentResult result)
    {
        switch (result)
        {
            case AdjustmentResult.Posted posted:
                if (posted.IsReplay)
                {
                    request.Http.HttpContext.Response.Headers["idempotent-replayed"] = "true";
                }

                return Results.Json(EntryViews.Entry(posted.Entry), statusCode: StatusCodes.Status201Created);
            case AdjustmentResult.KeyReused:
                return ProblemResult.Of(CallErrors.KeyReused, request.RequestId);
            case AdjustmentResult.TenantNotFound:
                return Missing(request);
            case AdjustmentResult.Busy:
                return request.Busy();
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static IResult Missing(AdminRequest request) => request.NotFound("There is no such tenant. See GET /genops/tenants.");
}
