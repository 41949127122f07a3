using System.Net.Http.Headers;

namespace GenOps.Adapters.Together;

/// <summary>Reads every body but a stream's to its end, so that the circuit breaker around it judges whole attempts.</summary>
internal sealed class AnswerHandler(int maximumBytes) : DelegatingHandler
{
    private const int MaximumErrorBytes = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var attempt = (AttemptRequest)request;
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            attempt.Status = (int)response.StatusCode;
            if (!response.IsSuccessStatusCode)
            {
                attempt.Answer = await ReadErrorAsync(response.Content, cancellationToken);
            }
            else if (!IsEvents(attempt, response))
            {
                attempt.Answer = await AnswerReader.ReadAsync(response.Content, maximumBytes, cancellationToken);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>A provider that does not stream answers with JSON; anything else is read as the events that were asked for.</summary>
    public static bool IsEvents(AttemptRequest attempt, HttpResponseMessage response) =>
        attempt.IsStream && !IsJson(response.Content.Headers.ContentType);

    private static bool IsJson(MediaTypeHeaderValue? type) =>
        type?.MediaType is { } name && name.EndsWith("json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The status says what happened; the text is worth having, and not worth failing for.</summary>
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
