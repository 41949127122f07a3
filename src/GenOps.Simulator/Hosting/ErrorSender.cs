using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace GenOps.Simulator;

/// <summary>Sends an error answer; it costs nothing.</summary>
internal static class ErrorSender
{
    private static ReadOnlySpan<byte> GatewayPage =>
        "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"u8;

    public static Task SendAsync(Exchange exchange, int status) =>
        SendAsync(exchange, status, ErrorBody.For(status, exchange.Call!, InferenceHandler.BearerKey(exchange.Context)));

    public static async Task SendAsync(Exchange exchange, int status, ErrorContent error)
    {
        var response = exchange.Context.Response;
        response.StatusCode = status;
        AddRetryAfter(exchange, status);
        var buffer = exchange.State.Buffers.Get();
        try
        {
            // A gateway in front of the provider answers this one, and it does not speak JSON.
            if (status == StatusCodes.Status502BadGateway)
            {
                response.ContentType = "text/html";
                buffer.WriteRaw(GatewayPage);
            }
            else
            {
                response.ContentType = "application/json";
                ErrorBody.Write(buffer.Json, exchange.Identity, error);
                buffer.EndJson();
            }

            response.ContentLength = buffer.Written.Length;
            exchange.Close(status, CallOutcome.Failed, produced: null);
            await response.BodyWriter.WriteAsync(buffer.Written, exchange.Aborted);
        }
        finally
        {
            exchange.State.Buffers.Return(buffer);
        }
    }

    private static void AddRetryAfter(Exchange exchange, int status)
    {
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
            && exchange.Call is { Behavior.RetryAfterSeconds: >= 0 and var seconds })
        {
            exchange.Context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }
}
