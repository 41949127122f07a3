using GenOps.Application.Idempotency;
using GenOps.Core.Money;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Inference;

/// <summary>An answer that was given before, for the same idempotency key.</summary>
internal sealed class ReplayResult(StoredAnswer answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers["idempotent-replayed"] = "true";
        if (answer.IsStream)
        {
            StreamHeaders.Set(response);
        }
        else
        {
            response.ContentType = "application/json";
            response.ContentLength = answer.Body.Length;
            response.Headers["x-genops-cost-usd"] = UsdText.Format(answer.CostNanoUsd);
        }

        await response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
    }
}
