using GenOps.EmbeddedHost.Http;
using GenOps.EmbeddedHost.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

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
            // Before anything is made of the options, so that all their faults are told and not only the first that is met.
            app.Services.GetService<IStartupValidator>()?.Validate();
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
