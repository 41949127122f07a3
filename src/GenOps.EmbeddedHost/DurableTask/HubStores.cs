using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Tables;
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
        var configuration = services.GetRequiredService<IConfiguration>();
        var time = services.GetRequiredService<TimeProvider>();
        return configuration[KindKey] switch
        {
            "memory" => new MemoryHubStore(new MemoryHub(), time),
            null or "" or "tables" => TableHubStore.Open(configuration, services.GetRequiredService<DurableOptions>().HubName, time),
            var other => throw new HostStartupException($"{KindKey} is '{other}'; it must be tables or memory."),
        };
    }
}
