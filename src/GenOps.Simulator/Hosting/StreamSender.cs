using Microsoft.AspNetCore.Http;

namespace GenOps.Simulator;

/// <summary>Sends an answer as server-sent events and bills what it produced up to the end, the fault, or the client's leaving.</summary>
internal sealed class StreamSender(Exchange exchange, InferenceCall call, Answer answer, AnswerBuffer buffer)
{
    private const int FlushBytes = 8 * 1024;

    private readonly StreamChunks _chunks = new(buffer, call, answer, exchange.Identity);
    private int _chunkCount;
    private int _tokenCount;

    private bool IsPaced => call.Behavior.TokenDelayMilliseconds > 0 || call.Behavior.DripMilliseconds > 0;

    public async Task SendAsync()
    {
        var response = exchange.Context.Response;
        response.ContentType = exchange.Fault.Kind == FaultKind.ContentType ? "text/html" : "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        try
        {
            await SendRolesAsync();
            await SendReasoningAsync();
            if (await SendContentAsync())
            {
                await SendEndAsync();
            }
        }
        catch (OperationCanceledException)
        {
            Close(CallOutcome.ClientAborted);
        }
    }

    private async Task SendRolesAsync()
    {
        for (var choice = 0; choice < answer.Texts.Count && call.Endpoint == InferenceEndpoint.Chat; choice++)
        {
            _chunks.Role(choice);
        }

        // The caller sees the beginning even when the first token takes long.
        await SendBufferAsync();
    }

    private async Task SendReasoningAsync()
    {
        for (var index = 0; index < answer.Reasoning.TokenCount && call.Endpoint == InferenceEndpoint.Chat; index++)
        {
            await exchange.DelayAsync(call.Behavior.TokenDelayMilliseconds);
            _chunks.Reasoning(0, answer.Reasoning.Token(index));
            _tokenCount++;
            await SendFullBufferAsync();
        }
    }

    /// <summary>False when a fault ended the stream.</summary>
    private async Task<bool> SendContentAsync()
    {
        var longest = answer.Texts.Max(text => text.TokenCount);
        for (var index = 0; index < longest; index++)
        {
            for (var choice = 0; choice < answer.Texts.Count; choice++)
            {
                if (index >= answer.Texts[choice].TokenCount)
                {
                    continue;
                }

                if (_chunkCount == call.Behavior.Chunks && await BreakAsync())
                {
                    return false;
                }

                await exchange.DelayAsync(call.Behavior.TokenDelayMilliseconds);
                _chunks.Content(choice, index);
                _chunkCount++;
                _tokenCount++;
                await SendFullBufferAsync();
            }
        }

        return _chunkCount > call.Behavior.Chunks || !await BreakAsync();
    }

    /// <summary>Lets the fault happen; false when the stream goes on all the same.</summary>
    private async Task<bool> BreakAsync()
    {
        switch (exchange.Fault.Kind)
        {
            case FaultKind.Malformed:
                buffer.WriteRaw("data: {\"id\":\"broken\",\"choices\":[{\"index\":\n\n"u8);
                return false;
            case FaultKind.Cut:
                Close(CallOutcome.Cut);
                await SendBufferAsync();
                return true;
            case FaultKind.Truncated:
                Close(CallOutcome.Cut);
                buffer.WriteRaw("data: {\"id\":\"brok"u8);
                await SendBufferAsync();
                return true;
            case FaultKind.StreamError:
                Close(CallOutcome.Cut);
                _chunks.Error();
                await SendBufferAsync();
                return true;
            case FaultKind.ResetMidAnswer:
                Close(CallOutcome.Cut);
                await SendBufferAsync();
                await exchange.ResetAsync();
                return true;
            case FaultKind.Stall:
                Close(CallOutcome.Cut);
                await SendBufferAsync();
                await exchange.HangAsync();
                return true;
            default:
                return false;
        }
    }

    private async Task SendEndAsync()
    {
        for (var choice = 0; choice < answer.Texts.Count; choice++)
        {
            _chunks.Finish(choice);
        }

        if (call.IncludesUsage && call.Behavior.Usage is not (UsageShape.Missing or UsageShape.OnFinish))
        {
            _chunks.Usage();
        }

        _chunks.Done();
        exchange.Close(StatusCodes.Status200OK, CallOutcome.Streamed, answer.Usage, _chunkCount);
        await SendBufferAsync();
    }

    private void Close(CallOutcome outcome) =>
        exchange.Close(StatusCodes.Status200OK, outcome, TokenUsage.OfPart(call, _tokenCount), _chunkCount);

    private ValueTask SendFullBufferAsync() => IsPaced || buffer.Written.Length >= FlushBytes ? SendBufferAsync() : default;

    private async ValueTask SendBufferAsync()
    {
        await DripWriter.SendAsync(exchange, buffer.Written, call.Behavior.DripMilliseconds);
        buffer.Clear();
    }
}
