using System.Text;
using GenOps.Application.Providers;

namespace GenOps.Adapters.Tests.Together;

/// <summary>The key goes to the provider and nowhere else.</summary>
public sealed class TogetherSecretTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Theory]
    [InlineData("fault=400")]
    [InlineData("fault=401")]
    [InlineData("fault=429")]
    [InlineData("fault=500")]
    [InlineData("fault=reset")]
    [InlineData("fault=malformed")]
    [InlineData("fault=none")]
    public async Task SendAsync_WhateverComes_LogsNoKey(string marker)
    {
        await using var host = new TogetherHost(simulator.Address, settings: ("GenOps:Provider:MinimumThroughput", "2"));

        for (var call = 0; call < 4; call++)
        {
            var reply = await host.SendAsync(TogetherHost.Chat(marker));
            AssertHasNoKey((reply as ProviderFault)?.Message);
        }

        Assert.All(host.Logs.Lines, AssertHasNoKey);
        Assert.Equal(marker == "fault=500", host.Logs.Lines.Any(line => line.Contains("circuit is open", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SendAsync_CancelledOrRefusedConnection_ThrowsAndLogsNoKey()
    {
        using var cancelling = new CancellationTokenSource();
        var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await cancelling.CancelAsync();
            await connection.WaitForCloseAsync();
        });
        await using var host = new TogetherHost(server.Address);

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => host.SendAsync("{}", cancellationToken: cancelling.Token));
        await server.DisposeAsync();
        Assert.Equal(ProviderFaultKind.Unreachable, (await host.FaultAsync()).Kind);

        AssertHasNoKey(exception.ToString());
        Assert.All(host.Logs.Lines, AssertHasNoKey);
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"the key KEY is odd","type":"about KEY","code":"KEY"}}""")]
    [InlineData(429, """{"error":{"message":"\u0074gp_v1_0123456789-secret: too many calls"}}""")]
    [InlineData(500, "no such key: KEY")]
    [InlineData(500, """{"error":{"message":"\u0074gp_v1_0123456789-secret""")]
    [InlineData(403, """{"error":{"message":"KEY","type":"authentication_error"}}""")]
    [InlineData(404, """{"message":"FILLKEY"}""")]
    public async Task SendAsync_ErrorQuotesTheKey_DropsTheText(int status, string body)
    {
        body = body
            .Replace("KEY", TogetherHost.ApiKey, StringComparison.Ordinal)
            .Replace("FILL", new string('x', 1990), StringComparison.Ordinal);
        await using var server = RawServer.Answering(
            $"HTTP/1.1 {status} No\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        await using var host = new TogetherHost(server.Address);

        var fault = await host.FaultAsync();

        Assert.Null(fault.Message);
        AssertHasNoKey(fault.Type);
        Assert.All(host.Logs.Lines, AssertHasNoKey);
    }

    private static void AssertHasNoKey(string? text) =>
        Assert.DoesNotContain("0123456789-secret", text ?? "", StringComparison.OrdinalIgnoreCase);
}
