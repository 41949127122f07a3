using System.Buffers;
using System.Text.Json;
using GenOps.Application.Calls;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Http;

/// <summary>An error of a <c>/genops</c> route: RFC 9457 problem details with <c>code</c>.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">What it is, for programs.</param>
/// <param name="detail">What was wrong and what to do.</param>
/// <param name="requestId">The request's id.</param>
/// <param name="faults">Every fault by its place in the request.</param>
internal sealed class ProblemResult(
    int status, string code, string detail, string requestId, IReadOnlyList<KeyValuePair<string, string>>? faults = null) : IResult
{
    /// <summary>The same refusal that an inference route would tell in OpenAI's envelope.</summary>
    public static IResult Of(CallError error, string requestId)
    {
        var shape = ErrorShapes.Of(error);
        KeyValuePair<string, string>[]? faults = error.Param is { } param ? [new(param, error.Message)] : null;
        return new HeadedProblem(new ProblemResult(shape.Status, shape.Code, error.Message, requestId, faults), error);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = new ArrayBufferWriter<byte>(512);
        Write(body);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.WrittenCount;
        await response.Body.WriteAsync(body.WrittenMemory, httpContext.RequestAborted);
    }

    private void Write(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("type"u8, "about:blank"u8);
        json.WriteString("title"u8, Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status));
        json.WriteNumber("status"u8, status);
        json.WriteString("code"u8, code);
        json.WriteString("detail"u8, detail);
        json.WriteString("request_id"u8, requestId);
        if (faults is { Count: > 0 })
        {
            json.WriteStartArray("errors"u8);
            foreach (var (path, message) in faults)
            {
                json.WriteStartObject();
                json.WriteString("path"u8, path);
                json.WriteString("message"u8, message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private sealed class HeadedProblem(ProblemResult problem, CallError error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            OpenAiErrorResult.SetHeaders(httpContext.Response, error);
            return problem.ExecuteAsync(httpContext);
        }
    }
}
