using GenOps.Application.Providers;

namespace GenOps.Adapters.Tests.Together;

/// <summary>What each status of the provider means, with the simulator's texts and with others.</summary>
public sealed class TogetherStatusTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Theory]
    [InlineData(400, ProviderFaultKind.Rejected, false, false)]
    [InlineData(401, ProviderFaultKind.AuthRejected, false, false)]
    [InlineData(402, ProviderFaultKind.PaymentRequired, false, false)]
    [InlineData(403, ProviderFaultKind.Rejected, false, false)]
    [InlineData(404, ProviderFaultKind.Rejected, false, false)]
    [InlineData(408, ProviderFaultKind.TimedOut, true, true)]
    [InlineData(409, ProviderFaultKind.Rejected, false, false)]
    [InlineData(413, ProviderFaultKind.Rejected, false, false)]
    [InlineData(422, ProviderFaultKind.Rejected, false, false)]
    [InlineData(429, ProviderFaultKind.RateLimited, false, true)]
    [InlineData(500, ProviderFaultKind.ServerError, true, true)]
    [InlineData(502, ProviderFaultKind.ServerError, true, true)]
    [InlineData(503, ProviderFaultKind.Overloaded, false, true)]
    [InlineData(504, ProviderFaultKind.ServerError, true, true)]
    [InlineData(529, ProviderFaultKind.ServerError, true, true)]
    public async Task SendAsync_Status_IsItsFault(int status, ProviderFaultKind kind, bool mayBeBilled, bool isRetryable)
    {
        await using var host = new TogetherHost(simulator.Address);

        foreach (var isStream in new[] { false, true })
        {
            var fault = await host.FaultAsync(TogetherHost.Chat($"fault={status},retry_after=-1", isStream), isStream);

            Assert.Equal((kind, status), (fault.Kind, fault.Status));
            Assert.Equal((mayBeBilled, isRetryable), (fault.MayBeBilled, fault.IsRetryable));
            Assert.Null(fault.RetryAfter);
        }
    }

    [Fact]
    public async Task SendAsync_ContextTooLong_KeepsTypeAndMessage()
    {
        await using var host = new TogetherHost(simulator.Address);

        var fault = await host.FaultAsync(TogetherHost.Chat("fault=403"));

        Assert.Equal("invalid_request_error", fault.Type);
        Assert.Contains("context length", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_KeyRefused_HasNoMessage()
    {
        await using var host = new TogetherHost(simulator.Address);

        var fault = await host.FaultAsync(TogetherHost.Chat("fault=401"));

        Assert.Equal("invalid_request_error", fault.Type);
        Assert.Null(fault.Message);
    }

    [Theory]
    [InlineData("""{"error":{"message":"no","type":"authentication_error"}}""", ProviderFaultKind.AuthRejected)]
    [InlineData("""{"error":{"message":"no","type":"invalid_request_error","code":"invalid_api_key"}}""", ProviderFaultKind.AuthRejected)]
    [InlineData("""{"error":{"message":"no","type":"permission_denied"}}""", ProviderFaultKind.AuthRejected)]
    [InlineData("""{"error":{"message":"no","type":"invalid_request_error","code":"context_length_exceeded"}}""", ProviderFaultKind.Rejected)]
    [InlineData("", ProviderFaultKind.Rejected)]
    public async Task SendAsync_Forbidden_IsAboutTheKeyWhenItsTypeSaysSo(string body, ProviderFaultKind kind)
    {
        var fault = await FaultOfAsync(403, body);

        Assert.Equal(kind, fault.Kind);
        Assert.Equal(kind == ProviderFaultKind.AuthRejected || body.Length == 0, fault.Message is null);
    }

    [Theory]
    [InlineData("""{"error":{"message":"M","type":"T","code":"C"}}""", "T", "M")]
    [InlineData("""{"error":{"message":"M","type":null,"code":"C"}}""", "C", "M")]
    [InlineData("""{"error":{"message":"M","code":17}}""", "17", "M")]
    [InlineData("""{"error":"M"}""", null, "M")]
    [InlineData("""{"message":"M","type":"T"}""", "T", "M")]
    [InlineData("""{"detail":"M"}""", null, "M")]
    [InlineData("  M\n", null, "M")]
    [InlineData("""{"error":{"message":["M"],"type":{}}}""", null, null)]
    [InlineData("""{"error":{"message":"\ud800"}}""", null, null)]
    [InlineData("""{"error":{"message":"M""", null, null)]
    [InlineData("[1]", null, null)]
    [InlineData("<html>M</html>", null, null)]
    [InlineData("", null, null)]
    public async Task SendAsync_ErrorBody_IsReadAsFarAsItIsKnown(string body, string? type, string? message)
    {
        var fault = await FaultOfAsync(400, body);

        Assert.Equal((ProviderFaultKind.Rejected, type, message), (fault.Kind, fault.Type, fault.Message));
    }

    [Fact]
    public async Task SendAsync_LongErrorTexts_AreCutBetweenCharacters()
    {
        var message = new string('m', 1999) + "😀";

        var fault = await FaultOfAsync(400, $$"""{"error":{"message":"{{message}}","type":"{{new string('t', 200)}}"} }""");

        Assert.Equal((new string('t', 128), new string('m', 1999)), (fault.Type, fault.Message));
    }

    [Fact]
    public async Task SendAsync_EndlessErrorBody_KeepsItsStatus()
    {
        var fault = await FaultOfAsync(400, new string('x', 100_000));

        Assert.Equal((ProviderFaultKind.Rejected, 400, null), (fault.Kind, fault.Status, fault.Message));
    }

    [Fact]
    public async Task SendAsync_ErrorBodyThatBreaksOff_KeepsItsStatus()
    {
        await using var server = RawServer.Answering("HTTP/1.1 429 Slow\r\nRetry-After: 3\r\nContent-Length: 100\r\n\r\n{\"err");
        await using var host = new TogetherHost(server.Address);

        var fault = await host.FaultAsync();

        Assert.Equal((ProviderFaultKind.RateLimited, 429, TimeSpan.FromSeconds(3)), (fault.Kind, fault.Status, fault.RetryAfter));
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "0", 0)]
    [InlineData(503, "Tue, 24 Nov 2026 12:00:30 GMT", 30)]
    [InlineData(429, "Tue, 24 Nov 2026 11:00:00 GMT", 0)]
    [InlineData(429, "soon", null)]
    public async Task SendAsync_RetryAfter_IsSecondsOrADate(int status, string header, int? seconds)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 {status} No\r\nRetry-After: {header}\r\nContent-Length: 0\r\n\r\n");
        await using var host = new TogetherHost(server.Address);

        var fault = await host.FaultAsync();

        Assert.Equal(seconds, fault.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task SendAsync_Redirect_IsBrokenAndNotFollowed()
    {
        await using var elsewhere = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        await using var server = RawServer.Answering(
            $"HTTP/1.1 307 Elsewhere\r\nLocation: {elsewhere.Address}\r\nContent-Length: 0\r\n\r\n");
        await using var host = new TogetherHost(server.Address);

        var fault = await host.FaultAsync();

        Assert.Equal((ProviderFaultKind.Broken, 307), (fault.Kind, fault.Status));
        Assert.Empty(elsewhere.Requests);
    }

    private static async Task<ProviderFault> FaultOfAsync(int status, string body)
    {
        await using var server = RawServer.Answering(
            $"HTTP/1.1 {status} No\r\nContent-Length: {System.Text.Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        await using var host = new TogetherHost(server.Address);
        return await host.FaultAsync();
    }
}
