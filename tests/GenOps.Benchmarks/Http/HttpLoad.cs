using System.Net.Http.Headers;
using GenOps.Benchmarks.Load;

namespace GenOps.Benchmarks.Http;

/// <summary>Calls over HTTP, one after the other on each connection.</summary>
internal static class HttpLoad
{
    public static async Task<LoadResult> RunAsync(Uri address, string key, int connections, TimeSpan duration)
    {
        using var client = Client(address, connections);
        return await CallLoad.RunAsync(connections, duration, async _ =>
        {
            using var response = await SendAsync(client, key, ChatSample.Request);
            await response.Content.ReadAsByteArrayAsync();
            return true;
        });
    }

    public static HttpClient Client(Uri address, int connections) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = address };

    /// <summary>One call up to the head of its answer, which must be good.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, string key, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.EnsureSuccessStatusCode();
    }
}
