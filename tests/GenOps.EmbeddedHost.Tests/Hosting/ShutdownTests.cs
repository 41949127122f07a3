using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GenOps.EmbeddedHost.Tests.Hosting;

public sealed class ShutdownTests
{
    private readonly ObservedTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero));
    private readonly ShutdownLog _log = new();

    [Fact]
    public async Task Stop_CallInFlight_IsAnsweredBeforeTheAppsServicesStop()
    {
        await using var host = await StartAsync();
        var call = host.Client.GetAsync("/Waits");
        await _log.CallStarted.Task.OrGiveUpAsync();

        var stop = host.Host.StopAsync();
        await RefusesConnectionsAsync(host.Address);
        Assert.DoesNotContain("service stopped", _log.Events);
        _log.Proceed.SetResult();

        using var response = await call;
        Assert.Equal("done", await response.Content.ReadAsStringAsync());
        await stop;
        Assert.Equal(["service started", "second started", "call done", "second stopped", "service stopped"], _log.Events);
    }

    [Fact]
    public async Task Stop_CallThatHeedsItsToken_EndsWhenAskedTo()
    {
        await using var host = await StartAsync();
        var call = host.Client.GetAsync("/Waits");
        await _log.CallStarted.Task.OrGiveUpAsync();

        var stop = host.Host.StopAsync();
        await RefusesConnectionsAsync(host.Address);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        using var response = await call;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        await stop;
        Assert.Equal("service stopped", _log.Events.Last());
    }

    [Fact]
    public async Task Stop_CallThatIgnoresItsToken_IsCutAndLeavesTimeToTheServices()
    {
        await using var host = await StartAsync();
        var call = host.Client.GetAsync("/Ignores");
        await _log.CallStarted.Task.OrGiveUpAsync();

        var stop = host.Host.StopAsync();
        await RefusesConnectionsAsync(host.Address);
        _time.Advance(TimeSpan.FromSeconds(24));

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        await stop;
        Assert.Equal("service stopped", _log.Events.Last());
        _log.Proceed.SetResult();
    }

    [Fact]
    public async Task Stop_OtherShutdownTimeout_SharesThatOut()
    {
        await using var host = await StartAsync(TimeSpan.FromSeconds(100));
        var call = host.Client.GetAsync("/Waits");
        await _log.CallStarted.Task.OrGiveUpAsync();

        var stop = host.Host.StopAsync();
        await RefusesConnectionsAsync(host.Address);
        _time.Advance(TimeSpan.FromSeconds(69));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        using var response = await call;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        await stop;
    }

    /// <summary>Once the port is closed the server is stopping, and whatever stops before it has stopped.</summary>
    private static async Task RefusesConnectionsAsync(Uri address)
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(address.Host, address.Port);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private Task<TestHost> StartAsync(TimeSpan? timeout = null) => TestHost.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Services.AddSingleton(_log);
            builder.Services.AddHostedService(_ => new LoggedService("service", _log));
            builder.Services.AddHostedService<SecondService>();
            if (timeout is { } value)
            {
                builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = value);
            }
        },
        typeof(Functions));

    public sealed class ShutdownLog
    {
        internal ConcurrentQueue<string> Events { get; } = new();

        internal TaskCompletionSource CallStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Proceed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed class Functions(ShutdownLog log)
    {
        [Function("Waits")]
        public Task<string> WaitsAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, CancellationToken cancellationToken) =>
            WaitAsync(cancellationToken);

        [Function("Ignores")]
        public Task<string> IgnoresAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => WaitAsync(CancellationToken.None);

        private async Task<string> WaitAsync(CancellationToken cancellationToken)
        {
            log.CallStarted.SetResult();
            await log.Proceed.Task.WaitAsync(cancellationToken);
            log.Events.Enqueue("call done");
            return "done";
        }
    }

    private sealed class SecondService(ShutdownLog log) : IHostedService
    {
        private readonly LoggedService _logged = new("second", log);

        public Task StartAsync(CancellationToken cancellationToken) => _logged.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => _logged.StopAsync(cancellationToken);
    }

    private sealed class LoggedService(string name, ShutdownLog log) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            log.Events.Enqueue($"{name} started");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            log.Events.Enqueue(cancellationToken.IsCancellationRequested ? $"{name} hurried" : $"{name} stopped");
            return Task.CompletedTask;
        }
    }
}
