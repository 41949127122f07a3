using System.Net.Http.Headers;
using GenOps.Application.Providers;
using GenOps.Core.Wire;
using Polly;
using Polly.CircuitBreaker;

namespace GenOps.Adapters.Together;

/// <summary>Together, or any provider that speaks as it does. Safe for concurrent use.</summary>
internal sealed class TogetherProvider(AttemptSender sender, TogetherConnection connection, ProviderOptions options, TimeProvider timeProvider)
    : IInferenceProvider
{
    private readonly Uri _chatCompletions = new(connection.Address, "chat/completions");
    private readonly Uri _completions = new(connection.Address, "completions");
    private readonly Uri _embeddings = new(connection.Address, "embeddings");
    private readonly TimeSpan _attemptTimeout = TimeSpan.FromSeconds(options.AttemptTimeoutSeconds);
    private readonly TimeSpan _streamIdleTimeout = TimeSpan.FromSeconds(options.StreamIdleSeconds);

    public Uri Address => connection.Address;

    public async Task<ProviderReply> SendAsync(ProviderCall attempt, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(attempt.Timeout, TimeSpan.Zero);
        cancellationToken.ThrowIfCancellationRequested();
        var timeout = attempt.Timeout < _attemptTimeout ? attempt.Timeout : _attemptTimeout;
        using var ending = new CancellationTokenSource(timeout, timeProvider);
        using var cancelling = cancellationToken.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), ending);
        var request = new AttemptRequest(AddressOf(attempt.Endpoint), attempt, ending.Token, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(ending.Token);
        var outcome = await sender.SendAsync(request, context);
        ResilienceContextPool.Shared.Return(context);
        if (outcome.Exception is not null and not BrokenCircuitException)
        {
            outcome.ThrowIfException();
        }

        if ((outcome.Exception ?? request.Failure) is { } failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return TogetherFaults.Of(failure, request);
        }

        return ReplyOf(request);
    }

    // A stream's response is still open and belongs to its events.
    private ProviderReply ReplyOf(AttemptRequest request)
    {
        var response = request.Response!;
        if (request.Events is { } events)
        {
            return new ProviderEvents(new EventStream(events, _streamIdleTimeout, timeProvider), response);
        }

        return response.IsSuccessStatusCode
            ? new ProviderAnswer(request.Answer)
            : TogetherFaults.Of((int)response.StatusCode, ErrorReader.Read(request.Answer, connection), RetryAfterOf(response.Headers.RetryAfter));
    }

    private Uri AddressOf(InferenceEndpoint endpoint) => endpoint switch
    {
        InferenceEndpoint.ChatCompletions => _chatCompletions,
        InferenceEndpoint.Completions => _completions,
        InferenceEndpoint.Embeddings => _embeddings,
        _ => throw new ArgumentOutOfRangeException(nameof(endpoint), endpoint, "No such endpoint."),
    };

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date - timeProvider.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
