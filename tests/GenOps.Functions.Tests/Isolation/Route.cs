using System.Reflection;
using GenOps.Functions.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Tests.Isolation;

/// <summary>A method and a template that the app serves, as <c>GET genops/summary</c>.</summary>
internal static class Route
{
    /// <summary>Every route of the app, found as the host finds them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. from type in typeof(App).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.GetCustomAttribute<FunctionAttribute>() is not null
           from parameter in method.GetParameters()
           from trigger in parameter.GetCustomAttributes<HttpTriggerAttribute>()
           from verb in trigger.Methods ?? ["any"]
           select $"{verb.ToUpperInvariant()} {trigger.Route}",
    ];
}
