using Microsoft.AspNetCore.Http;

namespace GenOps.Simulator;

/// <summary>One call from its first byte to its entry in the books, of which it gets exactly one.</summary>
internal sealed class Exchange(HttpContext context, CallIdentity identity, InferenceEndpoint endpoint, SimulatorState state)
{
    private static readonly TimeSpan TransmissionTime = TimeSpan.FromMilliseconds(20);

    private bool _isClosed;

    public HttpContext Context => context;

    public CallIdentity Identity => identity;

    public SimulatorState State => state;

    /// <summary>Null until the request was read and found valid.</summary>
    public InferenceCall? Call { get; set; }

    /// <summary>What hits this call: its behavior's fault if that is due.</summary>
    public Fault Fault { get; set; }

    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>Enters the call; only the first time counts. No <paramref name="produced"/> usage means nothing to bill.</summary>
    public void Close(int status, CallOutcome outcome, TokenUsage? produced, int chunks = 0)
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        var billed = Call?.Behavior.Bill switch
        {
            true => Call.Endpoint == InferenceEndpoint.Embedding ? TokenUsage.Of(Call, 0) : Answer.To(Call).Usage,
            false => null,
            null => produced,
        };
        var usage = billed.GetValueOrDefault();
        var entry = new BookEntry(
            0,
            state.TimeProvider.GetUtcNow(),
            EndpointName,
            Call?.Model ?? "",
            identity.RequestId,
            identity.CallerRequestId,
            identity.TraceParent,
            Call?.User,
            Call?.Behavior.Id,
            status,
            outcome,
            Fault,
            chunks,
            usage.Prompt,
            usage.Completion,
            usage.Cached,
            usage.Reasoning);
        state.Books.Close(entry, billed is not null);
    }

    /// <summary>Returns when the client goes away, or at once for 0.</summary>
    public Task DelayAsync(int milliseconds) =>
        milliseconds == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(milliseconds), state.TimeProvider, Aborted);

    /// <summary>Resets the connection once what was written so far has had time to reach the client.</summary>
    public async Task ResetAsync()
    {
        // Nothing tells when the kernel has sent it, and a reset straight after the write takes the bytes with it.
        await Task.Delay(TransmissionTime, TimeProvider.System, Aborted);
        context.Abort();
    }

    public Task HangAsync() => Task.Delay(Timeout.InfiniteTimeSpan, state.TimeProvider, Aborted);

    private string EndpointName => endpoint switch
    {
        InferenceEndpoint.Chat => "chat",
        InferenceEndpoint.Completion => "completion",
        _ => "embedding",
    };
}
