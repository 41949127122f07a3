using Microsoft.Azure.Functions.Worker.Builder;

namespace GenOps.EmbeddedHost.Hosting;

/// <summary>Settings for those who know they run on this host: the command line and tests.</summary>
public static class EmbeddedHostBuilderExtensions
{
    public static FunctionsApplicationBuilder ConfigureEmbeddedHost(
        this FunctionsApplicationBuilder builder, Action<EmbeddedHostOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        configure(builder.HostOptions);
        return builder;
    }
}
