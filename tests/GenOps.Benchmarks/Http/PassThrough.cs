using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GenOps.Benchmarks.Http;

/// <summary>What any proxy must do at least: the same Kestrel and HttpClient, nothing governed.</summary>
internal sealed class PassThrough : IAsyncDisposable
{
    private readonly HttpClient _upstream;
    private WebApplication? _server;

    private PassThrough(string provider) =>
        _upstream = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1_000 }) { BaseAddress = new Uri(provider) };

    public Uri Address => new(_server!.Urls.Single());

    public static async Task<PassThrough> StartAsync(string provider)
    {
        var passThrough = new PassThrough(provider);
        passThrough._server = await BareServer.StartAsync(passThrough.PassAsync);
        return passThrough;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _upstream.Dispose();
    }

    private async Task PassAsync(HttpContext http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, http.Request.Path);
        request.Content = new StreamContent(http.Request.Body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(http.Request.ContentType!);
        using var response = await _upstream.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        http.Response.StatusCode = (int)response.StatusCode;
        http.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        http.Response.ContentLength = response.Content.Headers.ContentLength;
        await using var content = await response.Content.ReadAsStreamAsync(http.RequestAborted);
        await (response.Content.Headers.ContentLength is null ? FlushEachAsync(content, http) : content.CopyToAsync(http.Response.Body, http.RequestAborted));
    }

    // A stream's chunks must not wait for each other.
    private static async Task FlushEachAsync(Stream content, HttpContext http)
    {
        var buffer = new byte[16 * 1024];
        while (await content.ReadAsync(buffer, http.RequestAborted) is var count and > 0)
        {
            await http.Response.Body.WriteAsync(buffer.AsMemory(0, count), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }
}
