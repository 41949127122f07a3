namespace GenOps.Functions.Tests.Support;

/// <summary>A client's view of a stream: one event after the other, as they come.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventReader(HttpResponseMessage response, Stream content) => (_response, _reader) = (response, new StreamReader(content));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public HttpResponseMessage Response => _response;

    /// <summary>Sends a call and returns with the head of its answer.</summary>
    public static async Task<EventReader> OpenAsync(HttpClient client, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(response, await response.Content.ReadAsStreamAsync(Token));
    }

    /// <summary>The next event's data, or comment; null at the end.</summary>
    public async Task<string?> NextAsync()
    {
        var line = await _reader.ReadLineAsync(Token);
        if (line is null)
        {
            return null;
        }

        Assert.Equal("", await _reader.ReadLineAsync(Token));
        return line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : line;
    }

    /// <summary>All that is left.</summary>
    public async Task<IReadOnlyList<string>> RestAsync()
    {
        var rest = new List<string>();
        while (await NextAsync() is { } data)
        {
            rest.Add(data);
        }

        return rest;
    }

    /// <summary>Leaves in the middle.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
