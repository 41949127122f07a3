using System.Net;
using System.Net.Sockets;
using System.Text;
using GenOps.Core.Ledger;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>A client that keeps its connection open and reads nothing.</summary>
public sealed class StuckClientTests
{
    [Fact]
    public async Task Stream_ClientReadsNothing_CountsAsGone()
    {
        await using var provider = new RawProvider();
        await using var app = await AppHost.StartAsync(
            QuickAccounts.Use, null, $"TOGETHER_BASE_URL={provider.Address}", "GenOps:StreamWriteSeconds=1");
        var caller = new InferenceCaller(app, "acme", await TenantSeed.CreateAsync(app.Stores, "acme", new()));
        using var client = await CallAsync(app.Address, caller);
        var exchange = await provider.NextAsync();
        await exchange.BeginStreamAsync();
        var chunk = OpenStream.Chunk(new string('x', 60_000));

        // Only when the app gives the provider's stream up does writing to it fail.
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (true)
            {
                await exchange.EventAsync(chunk);
            }
        });

        await Waiting.UntilAsync(async () => (await caller.AuditAsync()).Entries.Count > 0);
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((EntryStatus.Cut, 50, true), (entry.Status, entry.OutputTokens, entry.Estimated));
    }

    private static async Task<TcpClient> CallAsync(Uri address, InferenceCaller caller)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, address.Port, TestContext.Current.CancellationToken);
        var body = caller.Body(more: new { stream = true });
        var request = $"POST /{InferenceCaller.ChatPath} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {caller.Key}\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        return client;
    }
}
