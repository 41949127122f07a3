using GenOps.EmbeddedHost.Http;
using GenOps.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace GenOps.EmbeddedHost.Hosting;

/// <summary>The web application, with its functions connected before it starts and its start failures told in one line each.</summary>
internal sealed class FunctionsHost(
    WebApplication app, HttpConnector http, TriggerConnector triggers, StartupLogGate gate)
    : IHost, IAsyncDisposable
{
    public IServiceProvider Services => app.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            string[] faults = [.. http.Connect(app), .. triggers.Connect(app.Services)];
            if (faults.Length > 0)
            {
                throw new HostStartupException(faults, null);
            }

            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not HostStartupException && StartupFaults.Describe(exception) is not null)
        {
            throw new HostStartupException(StartupFaults.Describe(exception)!, exception);
        }
        finally
        {
            gate.Open();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => app.StopAsync(cancellationToken);

    public void Dispose() => ((IDisposable)app).Dispose();

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
