using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference.Hostile;

/// <summary>Hundreds of requests that must be refused: each is, in the contract's words, and none costs anything.</summary>
public sealed class HostileTests(InferenceApp app) : IClassFixture<InferenceApp>
{
    private const int Seed = 20261124;
    private static readonly int[] Refusals = [400, 401, 403, 404, 413];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_HostileBodies_AreRefusedWithoutCharge() => await RefusesAllAsync([.. HostileBodies.All(Seed)]);

    [Fact]
    public async Task Post_HostileHeaders_AreRefusedWithoutCharge() => await RefusesAllAsync([.. HostileHeaders.All()]);

    [Fact]
    public async Task Send_HostileWires_AreRefusedOrCutOffWithoutCharge()
    {
        var caller = await app.CallerAsync();
        var faults = new List<string>();
        var broken = HostileWires.Broken(Seed).Select(static wire => (wire.Name, wire.Bytes, IsBroken: true));
        foreach (var (name, bytes, isBroken) in broken.Concat(HostileWires.Paths().Select(static wire => (wire.Name, wire.Bytes, IsBroken: false))))
        {
            var answer = await ExchangeAsync(bytes.Replace("KEY", caller.Key, StringComparison.Ordinal), isBroken);
            var isRefused = answer.Length == 0 ? isBroken : answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal);
            if (!isRefused || answer.Contains(InferenceCaller.Canary, StringComparison.Ordinal))
            {
                faults.Add($"{name}: {answer[..Math.Min(200, answer.Length)]}");
            }
        }

        Assert.True(faults.Count == 0, $"Seed {Seed}:\n{string.Join('\n', faults)}");
        await AssertUnharmedAsync(caller);
    }

    private async Task RefusesAllAsync(IReadOnlyList<HostileRequest> requests)
    {
        var caller = await app.CallerAsync();
        var faults = new List<string>();
        foreach (var request in requests)
        {
            var reply = await SendAsync(caller, request);
            try
            {
                Assert.Contains(reply.Status, Refusals);
                var error = reply.Json.GetProperty("error");
                var extras = error.EnumerateObject().Select(static member => member.Name).Skip(5).ToArray();
                reply.AssertError(reply.Status, error.GetProperty("code").GetString()!, extras: extras);
                Assert.InRange(reply.Text.Length, 1, 2_000);
            }
            catch (Exception exception) when (exception is Xunit.Sdk.XunitException or System.Text.Json.JsonException)
            {
                faults.Add($"{request.Name}: {reply.Status} {reply.Text[..Math.Min(200, reply.Text.Length)]}: {exception.Message}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{requests.Count} requests");
        Assert.True(faults.Count == 0, $"Seed {Seed}:\n{string.Join('\n', faults)}");
        await AssertUnharmedAsync(caller);
    }

    private static async Task<Reply> SendAsync(InferenceCaller caller, HostileRequest hostile)
    {
        using var content = new ByteArrayContent(hostile.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, hostile.Path) { Content = content };
        foreach (var (name, value) in hostile.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                content.Headers.Remove(name);
                Assert.True(content.Headers.TryAddWithoutValidation(name, value));
            }
        }

        return await caller.SendAsync(request);
    }

    /// <summary>Sends bytes as they are and reads to the end; empty when the server closes without a word.</summary>
    private async Task<string> ExchangeAsync(string bytes, bool isLast)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, app.Host.Address.Port, Token);
        var stream = connection.GetStream();
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), Token);
            if (isLast)
            {
                // Else the server would wait for the rest of a request that has none.
                connection.Client.Shutdown(SocketShutdown.Send);
            }

            await stream.CopyToAsync(answer, Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Cut off while it was still sending.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    private async Task AssertUnharmedAsync(InferenceCaller caller)
    {
        await caller.AssertNothingTriedAsync();
        Assert.Equal((0, 0), (app.Simulator.Books.CallCount, app.Simulator.Books.UnbilledCount));
        using var health = await caller.Client.GetAsync("healthz", Token);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        (await caller.ChatAsync()).AssertOk();
        app.Simulator.Clear();
    }
}
