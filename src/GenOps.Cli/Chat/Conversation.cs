using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using GenOps.Cli.Api;

namespace GenOps.Cli.Chat;

/// <summary>Messages back and forth with one model; the model sees all of them each time.</summary>
internal sealed class Conversation(GenOpsApi api, ChatOptions options)
{
    private readonly List<ChatMessage> _messages = [];

    /// <summary>Forgets all that was said.</summary>
    public void Clear() => _messages.Clear();

    /// <summary>Asks and hands on the answer's pieces as they come. What fails or is stopped leaves no trace in the conversation.</summary>
    /// <exception cref="ApiException">The app refused, or the answer broke off.</exception>
    public async Task<ChatAnswer> AskAsync(string text, Action<ChatPiece> write, CancellationToken cancellationToken)
    {
        var question = new ChatMessage("user", text);
        using var request = Request(question);
        using var response = await api.OpenAsync(request, cancellationToken);
        var answer = await ReadAsync(response, write, cancellationToken);
        _messages.AddRange([question, new ChatMessage("assistant", answer.Content)]);
        return answer;
    }

    private HttpRequestMessage Request(ChatMessage question)
    {
        ChatMessage[] system = options.System is { } text ? [new ChatMessage("system", text)] : [];
        var body = new Dictionary<string, object>
        {
            ["model"] = options.Model, ["stream"] = true, ["messages"] = (ChatMessage[])[.. system, .. _messages, question],
        };
        if (options.MaxTokens is { } most)
        {
            body["max_tokens"] = most;
        }

        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = JsonContent.Create(body) };
        AddHeader(request, "x-genops-session-id", options.SessionId);
        AddHeader(request, "x-genops-team", options.Team);
        AddHeader(request, "x-genops-project", options.Project);
        return request;
    }

    private static void AddHeader(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private async Task<ChatAnswer> ReadAsync(HttpResponseMessage response, Action<ChatPiece> write, CancellationToken cancellationToken)
    {
        var content = new StringBuilder();
        var (finish, usage, governed) = ((string?)null, default(JsonElement), default(JsonElement));
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            await foreach (var data in SseParser.Create(stream).EnumerateAsync(cancellationToken))
            {
                if (data.Data == "[DONE]")
                {
                    return new ChatAnswer(content.ToString(), finish, usage, governed);
                }

                var chunk = JsonElement.Parse(data.Data);
                if (chunk.Field("error") is { ValueKind: JsonValueKind.Object } error)
                {
                    throw ApiErrorReader.OfEvent(error);
                }

                var choice = chunk.Items("choices").FirstOrDefault();
                finish = choice.Text("finish_reason") ?? finish;
                usage = chunk.Field("usage") is { ValueKind: JsonValueKind.Object } counted ? counted : usage;
                governed = chunk.Field("genops") is { ValueKind: JsonValueKind.Object } word ? word : governed;
                Take(choice.Field("delta"), content, write);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException or JsonException)
        {
            throw BrokenOff(exception);
        }

        throw BrokenOff(null);
    }

    private static void Take(JsonElement delta, StringBuilder content, Action<ChatPiece> write)
    {
        if ((delta.Text("reasoning") ?? delta.Text("reasoning_content")) is { Length: > 0 } thought)
        {
            write(new ChatPiece(thought, IsThought: true));
        }

        if (delta.Text("content") is { Length: > 0 } text)
        {
            content.Append(text);
            write(new ChatPiece(text, IsThought: false));
        }
    }

    private ApiException BrokenOff(Exception? exception) => new(
        0, ApiException.UnreachableCode, $"The answer from {api.Address} broke off; what had come is charged.", null, innerException: exception);
}
