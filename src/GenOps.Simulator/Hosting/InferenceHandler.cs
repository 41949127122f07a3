using Microsoft.AspNetCore.Http;

namespace GenOps.Simulator;

/// <summary>Answers one inference request, with whatever its behavior says goes wrong.</summary>
internal sealed class InferenceHandler(SimulatorState state)
{
    private long _requestCount;

    public async Task HandleAsync(HttpContext context, InferenceEndpoint endpoint)
    {
        state.Books.Open();
        var identity = new CallIdentity(
            $"sim-{Interlocked.Increment(ref _requestCount):x8}",
            Header(context, "x-genops-request-id"),
            Header(context, "traceparent"),
            state.TimeProvider.GetUtcNow());
        var exchange = new Exchange(context, identity, endpoint, state);
        context.Response.Headers["x-request-id"] = identity.RequestId;
        try
        {
            await HandleAsync(exchange, endpoint);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            exchange.Close(0, CallOutcome.ClientAborted, produced: null);
        }
        finally
        {
            exchange.Close(StatusCodes.Status500InternalServerError, CallOutcome.Failed, produced: null);
        }
    }

    private async Task HandleAsync(Exchange exchange, InferenceEndpoint endpoint)
    {
        if (await ReadAsync(exchange, endpoint) is { } error)
        {
            await ErrorSender.SendAsync(exchange, StatusCodes.Status400BadRequest, error);
            return;
        }

        var call = exchange.Call!;
        if (state.ApiKey is { } key && BearerKey(exchange.Context) != key)
        {
            await ErrorSender.SendAsync(exchange, StatusCodes.Status401Unauthorized);
            return;
        }

        await exchange.DelayAsync(call.Behavior.LatencyMilliseconds);
        switch (exchange.Fault.Kind)
        {
            case FaultKind.Status:
                await ErrorSender.SendAsync(exchange, exchange.Fault.Status);
                break;
            case FaultKind.StreamError when !call.IsStream:
                await ErrorSender.SendAsync(exchange, StatusCodes.Status500InternalServerError);
                break;
            case FaultKind.Hang:
                exchange.Close(0, CallOutcome.Failed, produced: null);
                await exchange.HangAsync();
                break;
            case FaultKind.Reset:
                exchange.Close(0, CallOutcome.Failed, produced: null);
                exchange.Context.Abort();
                break;
            default:
                await AnswerAsync(exchange, call);
                break;
        }
    }

    private async Task<ErrorContent?> ReadAsync(Exchange exchange, InferenceEndpoint endpoint)
    {
        try
        {
            var request = exchange.Context.Request;
            var behavior = state.Behavior;
            if (request.Headers.TryGetValue("x-sim", out var items))
            {
                behavior = Marker.Apply(items.ToString(), behavior);
            }

            var call = await RequestBody.ParseAsync(
                request.BodyReader,
                (endpoint, behavior, state.ModelNames),
                static (body, from) => InferenceReader.Read(body, from.endpoint, from.behavior, from.ModelNames),
                exchange.Aborted);
            exchange.Call = call;
            exchange.Fault = state.Faults.Fires(call.Behavior) ? call.Behavior.Fault : default;
            return null;
        }
        catch (InvalidRequestException exception)
        {
            return new ErrorContent(exception.Message, "invalid_request_error", exception.Parameter, null);
        }
        catch (FormatException exception)
        {
            return new ErrorContent(exception.Message, "invalid_request_error", null, "simulator_marker");
        }
    }

    private async Task AnswerAsync(Exchange exchange, InferenceCall call)
    {
        var buffer = state.Buffers.Get();
        try
        {
            await (call.IsStream && call.Endpoint != InferenceEndpoint.Embedding
                ? new StreamSender(exchange, call, Answer.To(call), buffer).SendAsync()
                : AnswerSender.SendAsync(exchange, call, buffer));
        }
        finally
        {
            state.Buffers.Return(buffer);
        }
    }

    private static string? Header(HttpContext context, string name) =>
        context.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    internal static string BearerKey(HttpContext context)
    {
        const string Scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..] : "";
    }
}
