using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

internal static class MemoryHubs
{
    internal static Task<HubStores> OpenTwoAsync()
    {
        var hub = new MemoryHub();
        return Task.FromResult(new HubStores(new MemoryHubStore(hub, TimeProvider.System), new MemoryHubStore(hub, TimeProvider.System)));
    }
}
