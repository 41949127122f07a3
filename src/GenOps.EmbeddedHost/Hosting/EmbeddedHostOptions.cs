using System.Reflection;

namespace GenOps.EmbeddedHost.Hosting;

/// <summary>What only this host knows and the genuine one does not.</summary>
public sealed class EmbeddedHostOptions
{
    /// <summary>Where functions are looked for. Default: the assembly that called <c>CreateBuilder</c>.</summary>
    public required Assembly FunctionsAssembly { get; set; }

    /// <summary>Only these classes of any assembly, instead of all in <see cref="FunctionsAssembly"/>. Default: null, all.</summary>
    public IReadOnlyCollection<Type>? FunctionClasses { get; set; }
}
