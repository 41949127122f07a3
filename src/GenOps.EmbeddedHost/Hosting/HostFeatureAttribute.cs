using Microsoft.Azure.Functions.Worker.Builder;

namespace GenOps.EmbeddedHost.Hosting;

/// <summary>Base of <see cref="HostFeatureAttribute{T}"/>, so that reflection finds all of them.</summary>
internal abstract class HostFeatureAttribute : Attribute
{
    internal abstract void Register(FunctionsApplicationBuilder builder);
}

/// <summary>Switches a feature on, from its own folder: <c>[assembly: HostFeature&lt;TimerFeature&gt;]</c>.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class HostFeatureAttribute<T> : HostFeatureAttribute
    where T : IHostFeature
{
    internal override void Register(FunctionsApplicationBuilder builder) => T.Register(builder);
}
