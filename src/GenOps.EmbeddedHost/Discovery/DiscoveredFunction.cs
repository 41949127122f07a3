using System.Reflection;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace GenOps.EmbeddedHost.Discovery;

/// <summary>A method that is a function, found sound in itself; whether its trigger can be served is for others to say.</summary>
internal sealed record DiscoveredFunction(string Name, MethodInfo Method, ParameterInfo TriggerParameter, TriggerBindingAttribute Trigger)
{
    internal string EntryPoint => MethodName(Method);

    /// <summary>By place, not by reference: reflection may make the parameters of a method more than once when hosts start side by side.</summary>
    internal bool IsTrigger(ParameterInfo parameter) => parameter.Position == TriggerParameter.Position;

    /// <summary>Runs a step of setting the function up and keeps its fault, with the function's name, to be told with the others.</summary>
    internal void Collect(List<string> faults, Action step)
    {
        try
        {
            step();
        }
        catch (HostStartupException fault)
        {
            faults.AddRange(fault.Faults.Select(line => $"Function '{Name}' ({EntryPoint}): {line}"));
        }
    }

    internal static string MethodName(MethodInfo method) => $"{method.DeclaringType?.FullName}.{method.Name}";
}
