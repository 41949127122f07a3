using System.Net;
using System.Text.Json;
using GenOps.Cli.Screens;

namespace GenOps.Cli.Api;

/// <summary>Reads refusals of both shapes: OpenAI's <c>{"error": {…}}</c> and problem details.</summary>
internal static class ApiErrorReader
{
    private const string RequestIdHeader = "x-genops-request-id";

    private const long MaximumErrorBytes = 1024 * 1024;

    // Longer ones are no message for people.
    private const int MaximumTextLength = 500;

    public static async Task<ApiException> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await answer.Content.LoadIntoBufferAsync(MaximumErrorBytes, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        var requestId = answer.Headers.TryGetValues(RequestIdHeader, out var ids) ? ids.FirstOrDefault() : null;
        return Read(answer.StatusCode, body, requestId);
    }

    /// <summary>An error that came inside a stream, after its status was sent.</summary>
    public static ApiException OfEvent(JsonElement error) => Of(StatusOf(error), error, "message", null, error);

    private static ApiException Read(HttpStatusCode status, string body, string? requestId)
    {
        if (TryParse(body) is not { ValueKind: JsonValueKind.Object } root)
        {
            return new ApiException((int)status, "unknown", Printable.Of(Foreign(status, body)), requestId);
        }

        return root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            ? Of((int)status, error, "message", requestId, error)
            : Of((int)status, root, "detail", requestId, root);
    }

    private static ApiException Of(int status, JsonElement error, string messageName, string? requestId, JsonElement details)
    {
        var message = error.Text(messageName) ?? $"The app answered {status} without a reason.";
        return new ApiException(status, error.Text("code") ?? "unknown", Printable.Of(message), error.Text("request_id") ?? requestId, details);
    }

    private static int StatusOf(JsonElement error) =>
        error.TryGetProperty("status", out var status) && status.TryGetInt32(out var number) ? number : (int)HttpStatusCode.BadGateway;

    private static string Foreign(HttpStatusCode status, string body)
    {
        var text = body.Length > MaximumTextLength ? body[..MaximumTextLength] + "…" : body;
        return $"The server answered {(int)status}, not as this app does; is the URL right? {text}".TrimEnd();
    }

    private static JsonElement? TryParse(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
