using System.Net;
using GenOps.Application.Providers;
using Polly.CircuitBreaker;

namespace GenOps.Adapters.Together;

/// <summary>The request of one attempt, and what came of it so far.</summary>
internal sealed class AttemptRequest : HttpRequestMessage
{
    private readonly RequestContent _content;
    private readonly CancellationToken _ending;
    private readonly CancellationToken _caller;

    /// <param name="address">Where it goes.</param>
    /// <param name="call">What it carries.</param>
    /// <param name="ending">Cancelled when its time is over or the caller gives up.</param>
    /// <param name="caller">Cancelled when the caller gives up.</param>
    public AttemptRequest(Uri address, in ProviderCall call, CancellationToken ending, CancellationToken caller)
        : base(HttpMethod.Post, address)
    {
        _ending = ending;
        _caller = caller;
        _content = new RequestContent(call.Body);
        Content = _content;
        IsStream = call.IsStream;

        // Whichever of the two the provider's TLS offers; without TLS 1.1.
        Version = HttpVersion.Version20;
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        Headers.TryAddWithoutValidation("Accept", call.IsStream ? "text/event-stream" : "application/json");
        Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
    }

    public bool IsStream { get; }

    public bool IsCancelledByCaller => _caller.IsCancellationRequested;

    /// <summary>The head of the answer, as soon as it is there; open for a stream only.</summary>
    public HttpResponseMessage? Response { get; set; }

    /// <summary>Why there is no whole answer; null while there is nothing wrong.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What a stream sends; null for anything else.</summary>
    public Stream? Events { get; set; }

    /// <summary>The body of the answer: all of it, or what is wanted of an error's; empty for a stream.</summary>
    public ReadOnlyMemory<byte> Answer { get; set; }

    /// <summary>What a failure means that is no answer. The caller's own cancelling is none.</summary>
    public ProviderFaultKind KindOf(Exception exception) => exception switch
    {
        BrokenCircuitException => ProviderFaultKind.CircuitOpen,
        _ when !_content.IsSent => ProviderFaultKind.Unreachable,
        _ when _ending.IsCancellationRequested => ProviderFaultKind.TimedOut,
        _ => ProviderFaultKind.Broken,
    };
}
