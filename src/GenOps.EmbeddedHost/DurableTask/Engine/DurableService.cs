using GenOps.EmbeddedHost.DurableTask.Functions;
using Microsoft.Extensions.Hosting;

namespace GenOps.EmbeddedHost.DurableTask.Engine;

/// <summary>Runs the engine along with the host, if the app has anything durable; otherwise no hub is even opened.</summary>
internal sealed class DurableService(DurableFunctions functions, Lazy<DurableEngine> engine) : IHostedLifecycleService
{
    private Task _work = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) =>
        functions.AreUsed ? engine.Value.PrepareAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Work begins when everything has started.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (functions.AreUsed)
        {
            _work = Task.Run(engine.Value.RunAsync, CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken) =>
        await _work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
