using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace GenOps.EmbeddedHost.Hosting;

/// <summary>Where the started host listens, with the real port when port 0 was asked for.</summary>
public sealed class EmbeddedHostAddresses(IServer server)
{
    /// <summary>Empty until the host has started.</summary>
    public IReadOnlyList<Uri> All =>
        [.. (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(static address => new Uri(address))];
}
