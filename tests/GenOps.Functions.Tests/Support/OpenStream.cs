using System.Net.Sockets;
using System.Text.Json;

namespace GenOps.Functions.Tests.Support;

/// <summary>Both ends of a stream, and the chunks that a provider sends.</summary>
internal sealed record OpenStream(RawExchange Provider, EventReader Client) : IDisposable
{
    public const string Done = "[DONE]";

    public const string UsageOnly =
        """{"id":"c1","object":"chat.completion.chunk","model":"m","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}""";

    /// <summary>A chunk with text, and with members that we do not know.</summary>
    public static string Chunk(string text, int choice = 0) =>
        $$$"""{"id":"c1","object":"chat.completion.chunk","model":"m", "choices":[{"index":{{{choice}}},"delta":{"content":"{{{text}}}"},"x":1e2}],"y":[]}""";

    public static string Finish(int choice = 0) =>
        $$$"""{"id":"c1","object":"chat.completion.chunk","model":"m","choices":[{"index":{{{choice}}},"delta":{},"finish_reason":"stop"}]}""";

    /// <summary>Sends events to their end and reads all that the client gets of them.</summary>
    public async Task<IReadOnlyList<string>> EndAsync(params string[] events)
    {
        try
        {
            foreach (var data in events)
            {
                await Provider.EventAsync(data);
            }

            Provider.End();
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The app hangs up on a provider as soon as it knows that the stream is broken.
        }

        return await Client.RestAsync();
    }

    /// <summary>Reads the error event that a broken stream ends with.</summary>
    public JsonElement AssertBroken(IReadOnlyList<string> rest, string code = "provider_error")
    {
        Assert.DoesNotContain(Done, rest);
        var error = JsonDocument.Parse(rest[^1]).RootElement.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(Assert.Single(Client.Response.Headers.GetValues("x-genops-request-id")), error.GetProperty("request_id").GetString());
        Assert.DoesNotContain(InferenceCaller.Canary, rest[^1], StringComparison.Ordinal);
        return error;
    }

    public void Dispose() => Client.Dispose();
}
