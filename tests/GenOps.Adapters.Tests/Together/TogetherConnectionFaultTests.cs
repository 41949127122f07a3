using System.Net;
using System.Net.Sockets;
using GenOps.Adapters.Together;
using GenOps.Application.Providers;
using GenOps.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Adapters.Tests.Together;

/// <summary>Connections that are not made, break or stay silent: what is proven free, and what is not.</summary>
public sealed class TogetherConnectionFaultTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task SendAsync_NobodyListens_IsUnreachable()
    {
        using var nobody = new DeadPort();
        await using var host = new TogetherHost($"{nobody.Address}v1");

        AssertUnreachable(await host.FaultAsync());
    }

    [Fact]
    public async Task SendAsync_UnknownName_IsUnreachable()
    {
        await using var host = Connecting(
            "https://provider.example/v1", (_, _) => throw new SocketException((int)SocketError.HostNotFound));

        AssertUnreachable(await host.FaultAsync());
    }

    [Fact]
    public async Task SendAsync_NoTls_IsUnreachable()
    {
        await using var server = new RawServer(connection => connection.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"));
        await using var host = new TogetherHost($"https://127.0.0.1:{server.Port}/v1");

        AssertUnreachable(await host.FaultAsync());
    }

    [Fact]
    public async Task SendAsync_TimeOverWhileConnecting_IsUnreachable()
    {
        await using var host = Connecting("https://provider.example/v1", async (_, cancellationToken) =>
        {
            _reached.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException();
        });
        var sending = host.FaultAsync();
        await _reached.Task;

        host.Time.Advance(TogetherHost.AttemptTimeout);

        AssertUnreachable(await sending);
    }

    [Fact]
    public async Task SendAsync_TimeOverInTheMiddleOfTls_IsUnreachable()
    {
        await using var server = Silent();
        await using var host = new TogetherHost($"https://127.0.0.1:{server.Port}/v1");
        var sending = host.FaultAsync();
        await _reached.Task;

        host.Time.Advance(TogetherHost.AttemptTimeout);

        AssertUnreachable(await sending);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "")]
    [InlineData(false, "HTTP/1.1 200 OK\r\nContent-")]
    [InlineData(true, "HTTP/1.1 200 OK\r\nContent-")]
    [InlineData(false, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")]
    public async Task SendAsync_TimeOverAfterSending_IsTimedOut(bool isStream, string begun)
    {
        await using var server = Silent(begun);
        await using var host = new TogetherHost(server.Address);
        var sending = host.FaultAsync(isStream: isStream);
        await _reached.Task;

        host.Time.Advance(TogetherHost.AttemptTimeout - TimeSpan.FromTicks(1));
        Assert.False(sending.IsCompleted);
        host.Time.Advance(TimeSpan.FromTicks(1));

        AssertBilledPerhaps(ProviderFaultKind.TimedOut, await sending);
    }

    [Fact]
    public async Task SendAsync_LongerThanTheSettingAllows_IsTimedOut()
    {
        await using var server = Silent();
        await using var host = new TogetherHost(server.Address, settings: ("GenOps:Provider:AttemptTimeoutSeconds", "3"));
        var sending = host.FaultAsync();
        await _reached.Task;

        host.Time.Advance(TimeSpan.FromSeconds(3));

        AssertBilledPerhaps(ProviderFaultKind.TimedOut, await sending);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"hal")]
    [InlineData("no HTTP at all\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: 8\r\n\r\nnot zlib")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 2\r\n\r\n{}")]
    public async Task SendAsync_AnswerBreaksOff_IsBroken(string begun)
    {
        await using var closing = RawServer.Answering(begun);
        await using var host = new TogetherHost(closing.Address);

        AssertBilledPerhaps(ProviderFaultKind.Broken, await host.FaultAsync());
    }

    [Theory]
    [InlineData("fault=reset")]
    [InlineData("fault=reset_mid_answer,size=100000")]
    public async Task SendAsync_ConnectionIsReset_IsBroken(string marker)
    {
        await using var host = new TogetherHost(simulator.Address);

        AssertBilledPerhaps(ProviderFaultKind.Broken, await host.FaultAsync(TogetherHost.Chat(marker)));
    }

    [Fact]
    public async Task SendAsync_ResetInTheMiddleOfTheHead_IsBroken()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nConte");
            connection.Reset();
        });
        await using var host = new TogetherHost(server.Address);

        AssertBilledPerhaps(ProviderFaultKind.Broken, await host.FaultAsync());
        AssertBilledPerhaps(ProviderFaultKind.Broken, await host.FaultAsync(isStream: true));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_KeptConnectionDies_IsBrokenAndNotSentAgain()
    {
        var answers = 0;
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            answers++;
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            await connection.ReadRequestAsync();
        });
        await using var host = new TogetherHost(server.Address);
        Assert.IsType<ProviderAnswer>(await host.SendAsync("{}"));

        AssertBilledPerhaps(ProviderFaultKind.Broken, await host.FaultAsync());
        Assert.Equal((1, 2), (answers, server.Requests.Count));
    }

    [Theory]
    [InlineData("Content-Length: 1025\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n401\r\n")]
    public async Task SendAsync_AnswerOverTheMaximum_IsBroken(string head)
    {
        await using var server = RawServer.Answering($"HTTP/1.1 200 OK\r\n{head}{new string('x', 1025)}\r\n0\r\n\r\n");
        await using var host = new TogetherHost(server.Address, settings: ("GenOps:Provider:MaxAnswerBytes", "1024"));

        var fault = await host.FaultAsync();

        AssertBilledPerhaps(ProviderFaultKind.Broken, fault);
        Assert.Equal(200, fault.Status);
    }

    [Fact]
    public async Task SendAsync_CancelledByTheCaller_ThrowsForItsToken()
    {
        await using var server = Silent();
        await using var host = new TogetherHost(server.Address);
        using var cancelling = new CancellationTokenSource();
        var sending = host.SendAsync("{}", cancellationToken: cancelling.Token);
        await _reached.Task;

        await cancelling.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(cancelling.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task SendAsync_CancelledBefore_SendsNothing()
    {
        await using var server = Silent();
        await using var host = new TogetherHost(server.Address);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.SendAsync("{}", cancellationToken: new CancellationToken(true)));

        Assert.Empty(server.Requests);
    }

    /// <summary>Reads a request, or the beginning of TLS, begins to answer and then says nothing more.</summary>
    private RawServer Silent(string begun = "") => new(async connection =>
    {
        var isPlain = await connection.IsHttpAsync();
        if (isPlain)
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(begun);
        }

        _reached.SetResult();
        await connection.WaitForCloseAsync();
    });

    private static TogetherHost Connecting(
        string address, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) => new(
            address,
            services => services.AddHttpClient(TogetherRegistration.ClientName)
                .UseSocketsHttpHandler((handler, _) => handler.ConnectCallback = connect));

    private static void AssertUnreachable(ProviderFault fault)
    {
        Assert.Equal((ProviderFaultKind.Unreachable, null), (fault.Kind, fault.Status));
        Assert.False(fault.MayBeBilled);
        Assert.True(fault.IsRetryable);
    }

    private static void AssertBilledPerhaps(ProviderFaultKind kind, ProviderFault fault)
    {
        Assert.Equal(kind, fault.Kind);
        Assert.True(fault.MayBeBilled);
        Assert.True(fault.IsRetryable);
    }
}
