using GenOps.EmbeddedHost.Hosting;
using GenOps.Functions.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace GenOps.Cli.Up;

/// <summary>The app on the embedded host in this process. Disposing drains it: calls end, leases go back, entries are written.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    // The host takes up to 30 s of it for running calls.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(45);

    private readonly IHost _host;
    private Task? _stopping;

    private RunningApp(IHost host)
    {
        _host = host;
        Address = Reachable(host.Services.GetRequiredService<EmbeddedHostAddresses>().All[0]);
        Ending = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
    }

    /// <summary>Where a client on this machine finds it.</summary>
    public Uri Address { get; }

    /// <summary>Cancelled when the app stops, be it by itself.</summary>
    public CancellationToken Ending { get; }

    /// <summary>Starts and returns when it answers.</summary>
    /// <param name="settings">What wins over environment and files, as <c>--KEY=value</c>.</param>
    /// <param name="isVerbose">Log more than warnings.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="CommandFault">The port is taken.</exception>
    /// <exception cref="HostStartupException">Settings are wrong, or storage does not answer.</exception>
    public static async Task<RunningApp> StartAsync(string[] settings, bool isVerbose, CancellationToken cancellationToken)
    {
        var builder = App.CreateBuilder(settings);
        builder.Services.AddSingleton<IHostLifetime, LifetimeOfCommand>();
        builder.Services.Configure<ConsoleLoggerOptions>(static options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(isVerbose ? LogLevel.Information : LogLevel.Warning);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return new RunningApp(host);
        }
        catch (HostStartupException exception) when (IsPortTaken(exception))
        {
            await StopAsync(host, StopLimit);
            throw new CommandFault(
                $"{exception.Message.TrimEnd('.')}. Stop the program that listens there, or choose another with --port N (0: any free).",
                exception);
        }
        catch
        {
            await StopAsync(host, StopLimit);
            throw;
        }
    }

    /// <summary>
    /// Drains and ends it; stopping twice is harmless. Leases go back to storage for as long as <paramref name="limit"/> allows.
    /// </summary>
    /// <exception cref="CommandFault">It did not end within the limit and is left to the end of the process.</exception>
    public Task StopAsync(TimeSpan limit) => _stopping ??= StopAsync(_host, limit);

    public async ValueTask DisposeAsync() => await StopAsync(StopLimit);

    private static async Task StopAsync(IHost host, TimeSpan limit)
    {
        try
        {
            await EndAsync(host).WaitAsync(limit, TimeProvider.System);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            throw new CommandFault(
                $"The app could not give back all it holds within {limit.TotalSeconds:0} s; that money will be in doubt.", exception);
        }
    }

    private static async Task EndAsync(IHost host)
    {
        try
        {
            await host.StopAsync();
        }
        finally
        {
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }

    private static bool IsPortTaken(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is AddressInUseException)
            {
                return true;
            }
        }

        return false;
    }

    // An address for all interfaces is none that a client could call.
    private static Uri Reachable(Uri address) =>
        address.Host is "0.0.0.0" or "[::]" ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri : address;

    /// <summary>Leaves signals to the command, which has more to stop than the app.</summary>
    private sealed class LifetimeOfCommand : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
