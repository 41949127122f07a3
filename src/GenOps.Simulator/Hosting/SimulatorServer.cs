using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GenOps.Simulator;

/// <summary>
/// A provider of language models that is Together's to its callers and makes its answers up. It listens on 127.0.0.1 only and
/// keeps books of what it would bill. Safe for concurrent use.
/// </summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SimulatorState _state;

    private SimulatorServer(WebApplication app, SimulatorState state)
    {
        _app = app;
        _state = state;
        BaseAddress = new Uri(app.Urls.Single() + "/v1");
    }

    /// <summary>What a client takes as its base URL: <c>http://127.0.0.1:{port}/v1</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>What was called and what it would cost in tokens.</summary>
    public SimulatorBooks Books => _state.Books;

    /// <summary>How calls without a marker are answered; a change acts on the next call.</summary>
    public SimulatorBehavior Behavior
    {
        get => _state.Behavior;
        set => _state.Behavior = value;
    }

    /// <summary>Starts listening and returns.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatorServer> StartAsync(
        SimulatorOptions? options = null, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        var state = new SimulatorState(options, timeProvider ?? TimeProvider.System);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, HostedElsewhere>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowSynchronousIO = false;
            kestrel.Limits.MaxRequestBodySize = 256 * 1024 * 1024;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });

        var app = builder.Build();
        var router = new SimulatorRouter(state);
        app.Run(router.HandleAsync);
        try
        {
            await app.StartAsync(cancellationToken);
            return new SimulatorServer(app, state);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Forgets the books and how often each marker's id was seen.</summary>
    public void Clear()
    {
        _state.Books.Clear();
        _state.Faults.Clear();
    }

    /// <summary>Stops at once; calls that still run are aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    /// <summary>Leaves Ctrl-C to the program that the server runs in.</summary>
    private sealed class HostedElsewhere : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
