using GenOps.Application.Providers;
using GenOps.TestKit;

namespace GenOps.Adapters.Tests.Together;

public sealed class TogetherBreakerTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    private static readonly (string, string?)[] Quick =
    [
        ("GenOps:Provider:MinimumThroughput", "4"), ("GenOps:Provider:BreakSeconds", "10"), ("GenOps:Provider:SamplingSeconds", "60"),
    ];

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task SendAsync_ServerErrors_OpenTheCircuit(int status)
    {
        await using var host = new TogetherHost(simulator.Address, settings: Quick);
        await FailAsync(host, TogetherHost.Chat($"fault={status}"), 4);

        var fault = await host.FaultAsync(TogetherHost.Chat("id=refused"));

        Assert.Equal((ProviderFaultKind.CircuitOpen, null, TimeSpan.FromSeconds(10)), (fault.Kind, fault.Status, fault.RetryAfter));
        Assert.False(fault.MayBeBilled);
        Assert.DoesNotContain(simulator.Server.Books.ReadCalls(), entry => entry.Id == "refused");
    }

    [Fact]
    public async Task SendAsync_NobodyListens_OpensTheCircuit()
    {
        using var nobody = new DeadPort();
        await using var host = new TogetherHost($"{nobody.Address}v1", settings: Quick);
        await FailAsync(host, "{}", 4);

        Assert.Equal(ProviderFaultKind.CircuitOpen, (await host.FaultAsync()).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")]
    public async Task SendAsync_TimeOuts_OpenTheCircuit(string begun)
    {
        using var reached = new SemaphoreSlim(0);
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(begun);
            reached.Release();
            await connection.WaitForCloseAsync();
        });
        await using var host = new TogetherHost(server.Address, settings: Quick);
        var sending = Enumerable.Range(0, 4).Select(_ => host.FaultAsync()).ToList();
        for (var call = 0; call < sending.Count; call++)
        {
            await reached.WaitAsync();
        }

        host.Time.Advance(TogetherHost.AttemptTimeout);
        Assert.All(await Task.WhenAll(sending), fault => Assert.Equal(ProviderFaultKind.TimedOut, fault.Kind));

        Assert.Equal(ProviderFaultKind.CircuitOpen, (await host.FaultAsync()).Kind);
    }

    [Theory]
    [InlineData(400, ProviderFaultKind.Rejected)]
    [InlineData(401, ProviderFaultKind.AuthRejected)]
    [InlineData(402, ProviderFaultKind.PaymentRequired)]
    [InlineData(408, ProviderFaultKind.TimedOut)]
    [InlineData(429, ProviderFaultKind.RateLimited)]
    public async Task SendAsync_AnyNumberOf4xx_LeavesTheCircuitClosed(int status, ProviderFaultKind kind)
    {
        await using var host = new TogetherHost(simulator.Address, settings: Quick);
        for (var call = 0; call < 40; call++)
        {
            Assert.Equal(kind, (await host.FaultAsync(TogetherHost.Chat($"fault={status}"))).Kind);
        }

        Assert.IsType<ProviderAnswer>(await host.SendAsync(TogetherHost.Chat()));
    }

    [Fact]
    public async Task SendAsync_FewerFailuresThanTheShare_LeaveTheCircuitClosed()
    {
        await using var host = new TogetherHost(simulator.Address, settings: Quick);
        for (var call = 0; call < 10; call++)
        {
            await host.SendAsync(TogetherHost.Chat());
            await host.SendAsync(TogetherHost.Chat());
            Assert.Equal(ProviderFaultKind.ServerError, (await host.FaultAsync(TogetherHost.Chat("fault=500"))).Kind);
        }
    }

    [Fact]
    public async Task SendAsync_AfterTheBreak_LetsOneOfManyThroughAndClosesWithItsAnswer()
    {
        await using var server = FailingAtFirst();
        await using var host = new TogetherHost(server.Address, settings: Quick);
        await FailAsync(host, "{}", 4);
        host.Time.Advance(TimeSpan.FromSeconds(10));

        var probes = Enumerable.Range(0, 20).Select(_ => Task.Run(() => host.SendAsync("{}"))).ToList();
        await _reached.Task;
        for (var refused = 0; refused < 19; refused++)
        {
            var done = await Task.WhenAny(probes);
            probes.Remove(done);
            var fault = Assert.IsType<ProviderFault>(await done);
            Assert.Equal(ProviderFaultKind.CircuitOpen, fault.Kind);
            Assert.True(fault.RetryAfter > TimeSpan.Zero);
        }

        _gate.SetResult();
        Assert.IsType<ProviderAnswer>(await probes.Single());
        Assert.Equal(5, server.Requests.Count);
        Assert.IsType<ProviderAnswer>(await host.SendAsync("{}"));
    }

    [Fact]
    public async Task SendAsync_ProbeFails_OpensAgain()
    {
        await using var host = new TogetherHost(simulator.Address, settings: Quick);
        await FailAsync(host, TogetherHost.Chat("fault=500"), 4);
        host.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(ProviderFaultKind.ServerError, (await host.FaultAsync(TogetherHost.Chat("fault=500"))).Kind);

        Assert.Equal(ProviderFaultKind.CircuitOpen, (await host.FaultAsync()).Kind);
    }

    [Fact]
    public async Task SendAsync_ProbeIsCancelledByItsCaller_StaysOpen()
    {
        await using var server = FailingAtFirst();
        await using var host = new TogetherHost(server.Address, settings: Quick);
        await FailAsync(host, "{}", 4);
        host.Time.Advance(TimeSpan.FromSeconds(10));
        using var cancelling = new CancellationTokenSource();
        var probe = host.SendAsync("{}", cancellationToken: cancelling.Token);
        await _reached.Task;

        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);
        _gate.SetResult();
        Assert.Equal(ProviderFaultKind.CircuitOpen, (await host.FaultAsync()).Kind);
    }

    [Fact]
    public async Task SendAsync_ProbeOutlastsTheBreak_TellsTheOthersToWaitASecond()
    {
        await using var server = FailingAtFirst();
        await using var host = new TogetherHost(server.Address, settings: Quick);
        await FailAsync(host, "{}", 4);
        host.Time.Advance(TimeSpan.FromSeconds(10));
        var probe = host.SendAsync("{}");
        await _reached.Task;

        host.Time.Advance(TimeSpan.FromSeconds(30));

        var fault = await host.FaultAsync();
        Assert.Equal((ProviderFaultKind.CircuitOpen, TimeSpan.FromSeconds(1)), (fault.Kind, fault.RetryAfter));
        _gate.SetResult();
        Assert.IsType<ProviderAnswer>(await probe);
    }

    private static async Task FailAsync(TogetherHost host, string body, int times)
    {
        for (var call = 0; call < times; call++)
        {
            Assert.NotEqual(ProviderFaultKind.CircuitOpen, (await host.FaultAsync(body)).Kind);
        }
    }

    /// <summary>Fails four times, then answers when the gate is open.</summary>
    private RawServer FailingAtFirst()
    {
        var failures = 0;
        return new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            if (Interlocked.Increment(ref failures) <= 4)
            {
                await connection.WriteAsync("HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }

            _reached.TrySetResult();
            await Task.WhenAny(_gate.Task, connection.WaitForCloseAsync());
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        });
    }
}
