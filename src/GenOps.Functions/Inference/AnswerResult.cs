using System.Globalization;
using GenOps.Application.Calls;
using GenOps.Core.Money;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Inference;

/// <summary>The provider's answer with its cost, in the body and in headers.</summary>
internal sealed class AnswerResult(CallAnswered answered) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, receipt) = (httpContext.Response, answered.Receipt);
        response.ContentType = "application/json";
        response.ContentLength = answered.Body.Length;
        var headers = response.Headers;
        headers["x-genops-cost-usd"] = UsdText.Format(receipt.CostNanoUsd);
        if (receipt.Budget?.RemainingNanoUsd is { } remaining)
        {
            headers["x-genops-budget-remaining-usd"] = UsdText.Format(remaining);
        }

        headers["x-genops-overhead-ms"] = CallClock.Milliseconds(receipt.Clock.Overhead).ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(answered.Body, httpContext.RequestAborted);
    }
}
