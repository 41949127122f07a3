using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Polly;

namespace GenOps.Adapters.Together;

/// <summary>
/// Sends attempts through the circuit breaker, and reads every answer but a stream's to its end, so that the breaker judges whole attempts.
/// Safe for concurrent use.
/// </summary>
internal sealed class AttemptSender(HttpMessageInvoker connections, ResiliencePipeline<AttemptRequest> breaker, string? apiKey, int maximumBytes)
{
    private const int MaximumErrorBytes = 64 * 1024;
    private const string UserAgent = "GenOps.Functions/0.1";

    private readonly string? _authorization = apiKey is null ? null : "Bearer " + apiKey;

    /// <summary>
    /// Sends an attempt and leaves in it what came of it: an answer of any status, or its failure. The outcome's exception is the breaker's, or one
    /// that nobody expects.
    /// </summary>
    public ValueTask<Outcome<AttemptRequest>> SendAsync(AttemptRequest attempt, ResilienceContext context) => breaker.ExecuteOutcomeAsync(
        static (context, state) => state.Sender.TryAsync(state.Attempt, context.CancellationToken), context, (Sender: this, Attempt: attempt));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<AttemptRequest>> TryAsync(AttemptRequest attempt, CancellationToken cancellationToken)
    {
        attempt.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (_authorization is not null)
        {
            attempt.Headers.TryAddWithoutValidation("Authorization", _authorization);
        }

        try
        {
            var response = attempt.Response = await connections.SendAsync(attempt, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                attempt.Answer = await ReadErrorAsync(response.Content, cancellationToken);
            }
            else if (IsEvents(attempt, response))
            {
                attempt.Events = await AnswerStream.OpenAsync(response.Content, cancellationToken);
            }
            else
            {
                attempt.Answer = await AnswerReader.ReadAsync(response.Content, maximumBytes, cancellationToken);
            }
        }
        catch (Exception exception) when (TogetherFaults.IsFault(exception))
        {
            attempt.Failure = exception;
        }
        finally
        {
            if (attempt.Events is null)
            {
                attempt.Response?.Dispose();
            }
        }

        return Outcome.FromResult(attempt);
    }

    // A provider that does not stream answers with JSON; anything else is read as the events that were asked for.
    private static bool IsEvents(AttemptRequest attempt, HttpResponseMessage response) =>
        attempt.IsStream && !IsJson(response.Content.Headers.ContentType);

    private static bool IsJson(MediaTypeHeaderValue? type) =>
        type?.MediaType is { } name && name.EndsWith("json", StringComparison.OrdinalIgnoreCase);

    // The status says what happened; the text is worth having, and not worth failing for.
    private static async Task<ReadOnlyMemory<byte>> ReadErrorAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerReader.ReadAsync(content, MaximumErrorBytes, cancellationToken);
        }
        catch (Exception exception) when (TogetherFaults.IsFault(exception))
        {
            return default;
        }
    }
}
