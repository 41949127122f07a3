using Microsoft.Azure.Functions.Worker.Builder;

namespace GenOps.EmbeddedHost.Hosting;

/// <summary>A part of the host that brings its own services; named by a <see cref="HostFeatureAttribute"/>.</summary>
internal interface IHostFeature
{
    /// <summary>
    /// Registers services, after all of the app's. Hosted services added here start after the app's and before HTTP, and stop in the
    /// opposite order.
    /// </summary>
    static abstract void Register(FunctionsApplicationBuilder builder);
}
