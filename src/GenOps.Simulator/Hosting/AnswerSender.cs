using Microsoft.AspNetCore.Http;

namespace GenOps.Simulator;

/// <summary>Sends an answer in one piece, whole or broken. What was generated is billed either way.</summary>
internal static class AnswerSender
{
    public static async Task SendAsync(Exchange exchange, InferenceCall call, AnswerBuffer buffer)
    {
        var usage = Render(exchange, call, buffer);
        var response = exchange.Context.Response;
        var fault = exchange.Fault.Kind;
        response.ContentType = fault == FaultKind.ContentType ? "text/html" : "application/json";
        var body = fault == FaultKind.Malformed ? Malformed(buffer.Written) : buffer.Written;
        var half = body[..(body.Length / 2)];
        response.ContentLength = fault is FaultKind.Truncated or FaultKind.Cut ? half.Length : body.Length;
        var isWhole = fault is FaultKind.None or FaultKind.ContentType;
        exchange.Close(StatusCodes.Status200OK, isWhole ? CallOutcome.Answered : CallOutcome.Cut, usage);

        switch (fault)
        {
            case FaultKind.Truncated or FaultKind.Cut:
                await DripWriter.SendAsync(exchange, half, call.Behavior.DripMilliseconds);
                break;
            case FaultKind.ResetMidAnswer:
                await DripWriter.SendAsync(exchange, half, call.Behavior.DripMilliseconds);
                await exchange.ResetAsync();
                break;
            case FaultKind.Stall:
                await DripWriter.SendAsync(exchange, half, call.Behavior.DripMilliseconds);
                await exchange.HangAsync();
                break;
            default:
                await DripWriter.SendAsync(exchange, body, call.Behavior.DripMilliseconds);
                break;
        }
    }

    private static TokenUsage Render(Exchange exchange, InferenceCall call, AnswerBuffer buffer)
    {
        TokenUsage usage;
        if (call.Endpoint == InferenceEndpoint.Embedding)
        {
            usage = TokenUsage.Of(call, textTokens: 0);
            EmbeddingWriter.Write(buffer.Json, call, usage);
        }
        else
        {
            var answer = Answer.To(call);
            usage = answer.Usage;
            AnswerWriter.Write(buffer.Json, call, answer, exchange.Identity);
        }

        buffer.EndJson();
        return usage;
    }

    private static byte[] Malformed(ReadOnlyMemory<byte> json)
    {
        var broken = json.ToArray();
        broken[broken.AsSpan().IndexOf((byte)':')] = (byte)'=';
        return broken;
    }
}
