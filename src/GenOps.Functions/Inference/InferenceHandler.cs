using GenOps.Application.Calls;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Wire;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Inference;

/// <summary>Takes a governed call from HTTP and brings its outcome back.</summary>
public sealed class InferenceHandler
{
    private readonly CallerDirectory _callers;
    private readonly GovernedCalls _calls;
    private readonly CallOptions _options;
    private readonly RequestIds _ids;
    private readonly TimeProvider _time;

    internal InferenceHandler(CallerDirectory callers, GovernedCalls calls, CallOptions options, RequestIds ids, TimeProvider time) =>
        (_callers, _calls, _options, _ids, _time) = (callers, calls, options, ids, time);

    internal async Task<IResult> HandleAsync(HttpRequest http, InferenceEndpoint endpoint, CancellationToken gone)
    {
        var requestId = _ids.Assign(http.HttpContext.Response);
        var clock = new CallClock(_time);
        try
        {
            if (await _callers.AuthenticateAsync(PresentedKey.Read(http), gone) is not { } caller)
            {
                return new OpenAiErrorResult(CallErrors.InvalidKey, requestId);
            }

            clock.Mark(CallStep.Auth);
            if (await RequestBody.ReadAsync(http, _options.MaxRequestBytes, gone) is not { } body)
            {
                return new OpenAiErrorResult(CallErrors.TooLarge(_options.MaxRequestBytes), requestId);
            }

            var headers = new CallHeaders(http.Headers);
            string? idempotencyKey = null;
            if ((headers.ReadAttribution(out var attribution) ?? headers.ReadIdempotencyKey(out idempotencyKey)) is { } malformed)
            {
                return new OpenAiErrorResult(malformed, requestId);
            }

            var request = new CallRequest
            {
                RequestId = requestId,
                Endpoint = endpoint,
                Body = body,
                Headers = attribution,
                FallbackModels = headers.FallbackModels,
                IdempotencyKey = idempotencyKey,
                WantsDiagnostics = headers.WantsDiagnostics,
                Clock = clock,
            };
            return await AnswerAsync(http.HttpContext, await _calls.RunAsync(caller, request, gone), requestId, gone);
        }
        catch (BadHttpRequestException)
        {
            return new OpenAiErrorResult(CallErrors.BrokenBody, requestId);
        }
        catch (Exception exception) when (exception is RowStoreException or BlobStoreException)
        {
            return new OpenAiErrorResult(CallErrors.LedgerUnavailable, requestId);
        }
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, CallOutcome outcome, string requestId, CancellationToken gone)
    {
        RateHeaders.Set(http.Response, outcome.Rates);
        switch (outcome)
        {
            case CallRefused refused:
                return new OpenAiErrorResult(refused.Error, requestId);
            case CallAnswered answered:
                return new AnswerResult(answered);
            case CallReplayed replayed:
                return new ReplayResult(replayed.Answer);
            case CallStreaming streaming:
                StreamHeaders.Set(http.Response);
                await streaming.RelayAsync(
                    http.Response.BodyWriter, (error, output) => OpenAiErrorWriter.Write(error, requestId, output), gone);
                return Results.Empty;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
