using System.Text;
using GenOps.Application.Providers;

namespace GenOps.Adapters.Tests.Together;

public sealed class TogetherStreamTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Content_WholeStream_IsTheProvidersEvents()
    {
        await using var host = new TogetherHost(simulator.Address);
        await using var events = await OpenAsync(host, TogetherHost.Chat(isStream: true));

        var text = await new StreamReader(events.Content).ReadToEndAsync();

        Assert.StartsWith("data: {", text, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_FirstChunk_IsReadBeforeTheSecondIsSent()
    {
        await using var server = Gated("data: 1\n\n", "data: 2\n\n");
        await using var host = new TogetherHost(server.Address);
        await using var events = await OpenAsync(host);

        Assert.Equal("data: 1\n\n", await ReadAsync(events));
        var second = ReadAsync(events);
        Assert.False(second.IsCompleted);
        _gate.SetResult();

        Assert.Equal("data: 2\n\n", await second);
        Assert.Equal("", await ReadAsync(events));
    }

    [Fact]
    public async Task Content_LongAfterTheAttemptsTime_IsStillRead()
    {
        await using var server = Gated("data: 1\n\n", "data: 2\n\n");
        await using var host = new TogetherHost(server.Address, settings: ("GenOps:Provider:StreamIdleSeconds", "600"));
        await using var events = await OpenAsync(host);
        await ReadAsync(events);
        var second = ReadAsync(events);

        host.Time.Advance(2 * TogetherHost.AttemptTimeout);
        _gate.SetResult();

        Assert.Equal("data: 2\n\n", await second);
    }

    [Fact]
    public async Task Content_SilentTooLong_ThrowsIOException()
    {
        await using var server = Gated("data: 1\n\n", "data: 2\n\n");
        await using var host = new TogetherHost(server.Address, settings: ("GenOps:Provider:StreamIdleSeconds", "10"));
        await using var events = await OpenAsync(host);
        await ReadAsync(events);

        // A reader that takes its time is not the provider's silence.
        host.Time.Advance(TimeSpan.FromSeconds(11));
        var second = ReadAsync(events);
        host.Time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.False(second.IsCompleted);
        host.Time.Advance(TimeSpan.FromTicks(1));

        var exception = await Assert.ThrowsAsync<IOException>(() => second);
        Assert.Contains("10 s", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_ConnectionReset_ThrowsIOException()
    {
        await using var host = new TogetherHost(simulator.Address);
        await using var events = await OpenAsync(host, TogetherHost.Chat("fault=reset_mid_answer,chunks=1", isStream: true));

        await Assert.ThrowsAnyAsync<IOException>(() => new StreamReader(events.Content).ReadToEndAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("ff\r\ndata: half")]
    public async Task Content_EndsWithoutItsLastChunk_ThrowsIOException(string rest)
    {
        await using var server = RawServer.Answering($"{Head}{rest}");
        await using var host = new TogetherHost(server.Address);
        await using var events = await OpenAsync(host);

        await Assert.ThrowsAnyAsync<IOException>(() => new StreamReader(events.Content).ReadToEndAsync());
    }

    [Fact]
    public async Task Content_NotWhatItsEncodingSays_ThrowsIOException()
    {
        await using var server = RawServer.Answering(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip");
        await using var host = new TogetherHost(server.Address);
        await using var events = await OpenAsync(host);

        await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(events));
    }

    [Fact]
    public async Task Content_ReadCancelled_ThrowsForItsToken()
    {
        await using var server = Gated("data: 1\n\n", "data: 2\n\n");
        await using var host = new TogetherHost(server.Address);
        await using var events = await OpenAsync(host);
        await ReadAsync(events);
        using var cancelling = new CancellationTokenSource();
        var second = events.Content.ReadAsync(new byte[64], cancelling.Token).AsTask();

        await cancelling.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(cancelling.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task DisposeAsync_StreamGoesOn_ClosesTheConnection()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(Head);
            await connection.WriteChunkAsync("data: 1\n\n");
            await connection.WaitForCloseAsync();
            _gate.SetResult();
        });
        await using var host = new TogetherHost(server.Address);
        var events = await OpenAsync(host);
        await ReadAsync(events);

        await events.DisposeAsync();

        await _gate.Task;
    }

    [Fact]
    public async Task DisposeAsync_WhileReading_EndsTheRead()
    {
        await using var server = Gated("data: 1\n\n", "data: 2\n\n");
        await using var host = new TogetherHost(server.Address);
        var events = await OpenAsync(host);
        await ReadAsync(events);
        var second = ReadAsync(events);

        await events.DisposeAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => second);
        await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(events));
    }

    [Fact]
    public async Task SendAsync_StreamOfAnotherType_IsReadAsEvents()
    {
        await using var host = new TogetherHost(simulator.Address);
        await using var events = await OpenAsync(host, TogetherHost.Chat("fault=content_type", isStream: true));

        Assert.StartsWith("data: {", await ReadAsync(events), StringComparison.Ordinal);
    }

    private static async Task<ProviderEvents> OpenAsync(TogetherHost host, string body = "{}") =>
        Assert.IsType<ProviderEvents>(await host.SendAsync(body, isStream: true));

    private static async Task<string> ReadAsync(ProviderEvents events)
    {
        var buffer = new byte[64];
        return Encoding.UTF8.GetString(buffer, 0, await events.Content.ReadAsync(buffer));
    }

    /// <summary>Sends the second chunk when the gate opens.</summary>
    private RawServer Gated(string first, string second) => new(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.WriteAsync(Head);
        await connection.WriteChunkAsync(first);
        await Task.WhenAny(_gate.Task, connection.WaitForCloseAsync());
        await connection.WriteChunkAsync(second);
        await connection.WriteChunkAsync("");
    });
}
