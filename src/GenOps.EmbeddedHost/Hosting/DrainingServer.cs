using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace GenOps.EmbeddedHost.Hosting;

/// <summary>Kestrel, whose stop ends with the drain and so leaves time to the services that are stopped after it.</summary>
internal sealed class DrainingServer(IServer inner, Drain drain) : IServer
{
    public IFeatureCollection Features => inner.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull =>
        inner.StartAsync(application, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Over);
        await inner.StopAsync(end.Token);
    }

    public void Dispose() => inner.Dispose();
}
