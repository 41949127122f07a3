using System.Net.Http.Headers;
using GenOps.Application.Providers;
using GenOps.Core.Wire;

namespace GenOps.Adapters.Together;

/// <summary>Together, or any provider that speaks as it does. Safe for concurrent use.</summary>
internal sealed class TogetherProvider(HttpClient client, TogetherConnection connection, ProviderOptions options, TimeProvider timeProvider)
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
        request.Headers.TryAddWithoutValidation("Accept", attempt.IsStream ? "text/event-stream" : "application/json");
        try
        {
            return await SendAsync(request, ending.Token);
        }
        catch (Exception exception) when (TogetherFaults.IsFault(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return TogetherFaults.Of(exception, request);
        }
    }

    /// <summary>Leaves the response open for a stream only, which then owns it.</summary>
    private async Task<ProviderReply> SendAsync(AttemptRequest request, CancellationToken cancellationToken)
    {
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode && AnswerHandler.IsEvents(request, response))
        {
            var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            return new ProviderEvents(new EventStream(content, _streamIdleTimeout, timeProvider), response);
        }

        using (response)
        {
            if (response.IsSuccessStatusCode)
            {
                return new ProviderAnswer(request.Answer);
            }

            var error = ErrorReader.Read(request.Answer, connection);
            return TogetherFaults.Of((int)response.StatusCode, error, RetryAfterOf(response.Headers.RetryAfter));
        }
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
