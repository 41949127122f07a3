using System.Net;
using System.Net.Sockets;
using System.Text;
using GenOps.Adapters.Webhooks;
using GenOps.Application.Alerts;
using GenOps.Application.Tenants;

namespace GenOps.Adapters.Tests.Webhooks;

public sealed class WebhookClientTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public WebhookClientTests() => _listener.Start();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostAsync_AddressOfThisMachine_IsRefusedBeforeAnythingIsSent()
    {
        using var client = new WebhookClient(new TenantOptions { AllowHttpWebhooks = true });

        foreach (var host in (string[])["127.0.0.1", "localhost", "[::1]", "169.254.169.254"])
        {
            var fault = await client.PostAsync(Notice($"http://{host}:{Port}/"), Token);
            Assert.Equal("The address is not one of the public internet.", fault!.Reason);
        }

        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task PostAsync_NotHttps_IsRefusedForGood()
    {
        using var client = new WebhookClient(new TenantOptions { AllowPrivateWebhooks = true });

        Assert.True((await client.PostAsync(Notice($"http://127.0.0.1:{Port}/"), Token))!.IsFinal);
        Assert.False(_listener.Pending());
    }

    [Theory]
    [InlineData("200 OK", null, false)]
    [InlineData("204 No Content", null, false)]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1/", "The receiver answered 302.", false)]
    [InlineData("410 Gone", "The receiver answered 410.", true)]
    [InlineData("500 No", "The receiver answered 500.", false)]
    public async Task PostAsync_Allowed_SendsTheNoticeOnceAndTellsTheAnswer(string status, string? reason, bool isFinal)
    {
        using var client = new WebhookClient(new TenantOptions { AllowHttpWebhooks = true, AllowPrivateWebhooks = true });
        var serving = ServeAsync(status);

        var fault = await client.PostAsync(Notice($"http://127.0.0.1:{Port}/hook?x=1"), Token);

        Assert.Equal((reason, isFinal), (fault?.Reason, fault?.IsFinal ?? false));
        var request = await serving;
        Assert.StartsWith("POST /hook?x=1 HTTP/1.1\r\n", request);
        Assert.Contains("x-genops-id: id\r\n", request);
        Assert.Contains("x-genops-timestamp: 123\r\n", request);
        Assert.Contains("x-genops-signature: sha256=abc\r\n", request);
        Assert.EndsWith("\r\n\r\n{\"a\":1}", request);
        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task PostAsync_NobodyListens_TellsSoWithoutTheAddress()
    {
        using var client = new WebhookClient(new TenantOptions { AllowHttpWebhooks = true, AllowPrivateWebhooks = true });
        var port = Port;
        _listener.Stop();

        var fault = await client.PostAsync(Notice($"http://127.0.0.1:{port}/secret"), Token);

        Assert.False(fault!.IsFinal);
        Assert.DoesNotContain("secret", fault.Reason);
    }

    public void Dispose() => _listener.Dispose();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    private static WebhookNotice Notice(string address) => new(new Uri(address), "id", 123, "sha256=abc", "{\"a\":1}");

    private async Task<string> ServeAsync(string status)
    {
        using var connection = await _listener.AcceptTcpClientAsync(Token);
        var stream = connection.GetStream();
        var request = new StringBuilder();
        var buffer = new byte[4_096];
        while (!request.ToString().EndsWith('}'))
        {
            request.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, Token)));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Token);
        return request.ToString();
    }
}
