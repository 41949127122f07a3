using Microsoft.Extensions.Configuration;

namespace GenOps.Cli.Tests.Up;

/// <summary>Configuration from lines such as <c>A:B=c</c>.</summary>
internal static class Settings
{
    public static IConfiguration Of(params string[] lines) =>
        new ConfigurationBuilder().AddCommandLine([.. lines.Select(static line => "--" + line)]).Build();
}
