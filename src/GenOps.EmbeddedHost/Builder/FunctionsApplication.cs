using System.Reflection;
using System.Runtime.CompilerServices;
using GenOps.EmbeddedHost.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a Functions app starts.</summary>
public class FunctionsApplication
{
    /// <summary>
    /// Makes a builder for the functions of the calling assembly. Settings come from <c>local.settings.json</c>, environment variables
    /// and <paramref name="args"/>, the later winning.
    /// </summary>
    /// <exception cref="HostStartupException">A settings file is malformed.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var functions = Assembly.GetCallingAssembly();
        StartupFaults.ReportWhenUnhandled();
        return new FunctionsApplicationBuilder(args, functions);
    }
}
