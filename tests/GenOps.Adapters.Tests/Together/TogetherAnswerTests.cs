using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using GenOps.Application.Providers;
using GenOps.Core.Wire;

namespace GenOps.Adapters.Tests.Together;

public sealed class TogetherAnswerTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Theory]
    [InlineData(InferenceEndpoint.ChatCompletions, """{"model":"m","messages":[{"role":"user","content":"hello"}]}""", "chat.completion")]
    [InlineData(InferenceEndpoint.Completions, """{"model":"m","prompt":"hello"}""", "text_completion")]
    [InlineData(InferenceEndpoint.Embeddings, """{"model":"m","input":"hello"}""", "list")]
    public async Task SendAsync_EachEndpoint_AnswersWithTheWholeBody(InferenceEndpoint endpoint, string body, string kind)
    {
        await using var host = new TogetherHost(simulator.Address);

        var answer = Assert.IsType<ProviderAnswer>(await host.SendAsync(body, endpoint: endpoint));

        using var document = JsonDocument.Parse(answer.Body);
        Assert.Equal(kind, document.RootElement.GetProperty("object").GetString());
        Assert.Equal("m", document.RootElement.GetProperty("model").GetString());
    }

    [Fact]
    public async Task SendAsync_Request_CarriesBodyKeyAndTrace()
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        await using var host = new TogetherHost(server.Address);
        using var activity = new Activity("call").Start();

        await host.SendAsync("""{"ünchanged": [1,  2]}""");

        var parts = Assert.Single(server.Requests).Split("\r\n\r\n");
        Assert.StartsWith("POST /v1/chat/completions HTTP/1.1\r\n", parts[0], StringComparison.Ordinal);
        Assert.Contains($"\r\nAuthorization: Bearer {TogetherHost.ApiKey}\r\n", parts[0], StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json", parts[0], StringComparison.Ordinal);
        Assert.Contains("\r\nAccept: application/json\r\n", parts[0], StringComparison.Ordinal);
        Assert.Contains("\r\nAccept-Encoding: identity\r\n", parts[0], StringComparison.Ordinal);
        Assert.Contains($"\r\ntraceparent: 00-{activity.TraceId}-", parts[0], StringComparison.Ordinal);
        Assert.DoesNotContain("chunked", parts[0], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("""{"ünchanged": [1,  2]}""", parts[1]);
    }

    [Fact]
    public async Task SendAsync_NoKey_SendsNoAuthorization()
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        await using var host = new TogetherHost(server.Address, settings: ("TOGETHER_API_KEY", ""));

        await host.SendAsync("{}");

        Assert.DoesNotContain("Authorization", Assert.Single(server.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(100_000)]
    public async Task SendAsync_BodyOfUnknownLength_IsReadWhole(int length)
    {
        var text = string.Concat(Enumerable.Range(0, length).Select(index => (char)('a' + (index % 26))));
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            await connection.WriteChunkAsync(text[..(length / 2)]);
            await connection.WriteChunkAsync(text[(length / 2)..]);
            await connection.WriteChunkAsync("");
        });
        await using var host = new TogetherHost(server.Address);

        var answer = Assert.IsType<ProviderAnswer>(await host.SendAsync("{}"));

        Assert.Equal(text, Encoding.UTF8.GetString(answer.Body.Span));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("deflate")]
    [InlineData("identity")]
    public async Task SendAsync_CodedBody_IsDecoded(string coding)
    {
        using var packed = new MemoryStream();
        await using (var coder = Coder(coding, packed))
        {
            await coder.WriteAsync("""{"object":"x"}"""u8.ToArray());
        }

        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: {packed.ToArray().Length}\r\n\r\n");
            await connection.WriteAsync(packed.ToArray());
        });
        await using var host = new TogetherHost(server.Address);

        var answer = Assert.IsType<ProviderAnswer>(await host.SendAsync("{}"));

        Assert.Equal("""{"object":"x"}""", Encoding.UTF8.GetString(answer.Body.Span));
    }

    [Fact]
    public async Task SendAsync_StreamAskedForAndJsonAnswered_IsAnAnswer()
    {
        await using var server = RawServer.Answering(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}");
        await using var host = new TogetherHost(server.Address);

        var answer = Assert.IsType<ProviderAnswer>(await host.SendAsync("{}", isStream: true));

        Assert.Equal("{}"u8, answer.Body.Span);
        Assert.Contains("\r\nAccept: text/event-stream\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_TimeoutThatIsNone_IsMisuse()
    {
        await using var host = new TogetherHost(simulator.Address);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Provider.SendAsync(
            new ProviderCall(InferenceEndpoint.ChatCompletions, default, false, Timeout.InfiniteTimeSpan), CancellationToken.None));
    }

    private static Stream Coder(string coding, MemoryStream packed) => coding.ToLowerInvariant() switch
    {
        "gzip" => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
        "deflate" => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
        _ => packed,
    };
}
