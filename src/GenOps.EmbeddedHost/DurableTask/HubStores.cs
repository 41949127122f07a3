using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.EmbeddedHost.DurableTask;

/// <summary>Chooses where the hub is kept, as the app chooses for its own data.</summary>
internal static class HubStores
{
    internal const string KindKey = "GENOPS_STORAGE";

    internal static IHubStore Create(IServiceProvider services)
    {
        var kind = services.GetRequiredService<IConfiguration>()[KindKey];
        return string.Equals(kind, "memory", StringComparison.OrdinalIgnoreCase)
            ? new MemoryHubStore(new MemoryHub(), services.GetRequiredService<TimeProvider>())
            : throw new HostStartupException($"{KindKey} is '{kind}'; the durable task hub can only be kept in 'memory'.");
    }
}
