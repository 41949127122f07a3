using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GenOps.EmbeddedHost.SampleApp;

/// <summary>Tells on standard output when the app's own services start and stop.</summary>
internal sealed class LastWords(IOptions<SampleOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.FailsAtStart)
        {
            throw new InvalidOperationException("A fault of the code.");
        }

        Console.WriteLine("service started");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("service stopped");
        return Task.CompletedTask;
    }
}
