using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace GenOps.Functions.Tests.Support;

/// <summary>Takes notices on an address of its own.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Channel<(WebHeaderCollection Headers, string Body)> _received = Channel.CreateUnbounded<(WebHeaderCollection, string)>();
    private readonly Task _receiving;
    private int _status = (int)HttpStatusCode.OK;

    public WebhookReceiver()
    {
        Address = $"http://127.0.0.1:{TestKit.FreePort.Next()}/hook/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _receiving = ReceiveAsync();
    }

    public string Address { get; }

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

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _receiving;
    }

    private async Task ReceiveAsync()
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                _received.Writer.TryWrite(((WebHeaderCollection)context.Request.Headers, await reader.ReadToEndAsync(CancellationToken.None)));
                context.Response.StatusCode = Volatile.Read(ref _status);
                context.Response.Close();
            }
            catch (Exception exception) when (exception is ObjectDisposedException or HttpListenerException)
            {
                return;
            }
        }
    }
}
