using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using GenOps.Cli.Api;

namespace GenOps.Cli.Loadtest;

/// <summary>Makes single calls and never again what failed. Safe for concurrent use.</summary>
internal sealed class LoadCaller(GenOpsApi api, LoadOptions options, TimeProvider time)
{
    private const double MicrosecondsPerMillisecond = 1_000;
    private const string Done = "[DONE]";

    private readonly object _body = new
    {
        model = options.Model,
        max_tokens = options.MaxTokens,
        stream = options.IsStream,
        messages = new[] { new { role = "user", content = options.Prompt } },
    };

    /// <summary>The result; an <see cref="OperationCanceledException"/> when it was given up.</summary>
    public async Task<LoadOutcome> CallAsync(CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions") { Content = JsonContent.Create(_body) };
            using var response = await api.OpenAsync(request, cancellationToken);
            var governed = await (options.IsStream ? ReadStreamAsync(response, cancellationToken) : ReadAnswerAsync(response, cancellationToken));
            return governed.ValueKind is JsonValueKind.Object
                ? Completed(governed, Latency(startedAt))
                : new LoadOutcome(0, "broken_answer", Latency(startedAt));
        }
        catch (ApiException exception)
        {
            return new LoadOutcome(exception.Status, exception.Code, Latency(startedAt));
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException or IOException or JsonException)
        {
            return new LoadOutcome(0, "broken_answer", Latency(startedAt));
        }
    }

    private static LoadOutcome Completed(JsonElement governed, long latency) => new(
        Status: 200,
        Code: null,
        latency,
        governed.Count("cost_nano_usd"),
        governed.Number("overhead_ms") is { } overhead ? (long)(overhead * MicrosecondsPerMillisecond) : null);

    private static async Task<JsonElement> ReadAnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken)).Field("genops");

    /// <summary>Undefined when the stream breaks off before its end.</summary>
    private static async Task<JsonElement> ReadStreamAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var governed = default(JsonElement);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (item.Data == Done)
            {
                return governed;
            }

            var chunk = JsonElement.Parse(item.Data);
            if (chunk.Field("error") is { ValueKind: JsonValueKind.Object } error)
            {
                throw ApiErrorReader.OfEvent(error);
            }

            governed = chunk.Field("genops") is { ValueKind: JsonValueKind.Object } told ? told : governed;
        }

        return default;
    }

    private long Latency(long startedAt) => (long)time.GetElapsedTime(startedAt).TotalMicroseconds;
}
