using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GenOps.Functions.Tests.Support;

/// <summary>Takes notices on an address of its own.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Channel<(IReadOnlyDictionary<string, string> Headers, string Body)> _received =
        Channel.CreateUnbounded<(IReadOnlyDictionary<string, string>, string)>();

    private int _status = (int)HttpStatusCode.OK;

    public WebhookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPost("/hook", ReceiveAsync);
        _server.Start();
    }

    public string Address => _server.Urls.First() + "/hook";

    /// <summary>What it answers.</summary>
    public HttpStatusCode Status
    {
        set => Volatile.Write(ref _status, (int)value);
    }

    public bool HasMore => _received.Reader.TryPeek(out _);

    /// <summary>The next notice; fails when its signature is not of the secret.</summary>
    public async Task<JsonElement> NextAsync(string secret, CancellationToken cancellationToken)
    {
        var (headers, body) = await _received.Reader.ReadAsync(cancellationToken);
        var signed = $"{headers["x-genops-timestamp"]}.{headers["x-genops-id"]}.{body}";
        Assert.Equal(
            "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed))),
            headers["x-genops-signature"]);
        var notice = JsonDocument.Parse(body).RootElement;
        Assert.Equal(notice.GetProperty("id").GetString(), headers["x-genops-id"]);
        return notice;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        context.Response.StatusCode = Volatile.Read(ref _status);
        _received.Writer.TryWrite(
            (context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
    }
}
