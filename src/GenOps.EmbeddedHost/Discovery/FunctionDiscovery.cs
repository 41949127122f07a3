using System.Reflection;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace GenOps.EmbeddedHost.Discovery;

/// <summary>Finds the functions of an app by reflection, once, at start.</summary>
internal static class FunctionDiscovery
{
    private const BindingFlags AnyDeclared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <exception cref="HostStartupException">Names every method that can't be a function, and why.</exception>
    internal static IReadOnlyList<DiscoveredFunction> Find(IEnumerable<Type> types)
    {
        var faults = new List<string>();
        var functions = new List<DiscoveredFunction>();
        foreach (var type in types)
        {
            foreach (var method in type.GetMethods(AnyDeclared))
            {
                if (method.GetCustomAttribute<FunctionAttribute>() is not { } function)
                {
                    continue;
                }

                var triggers = TriggersOf(method);
                if (FunctionRules.FirstFault(function.Name, method, triggers.Count) is { } fault)
                {
                    faults.Add($"Function '{function.Name}' ({DiscoveredFunction.MethodName(method)}): {fault}");
                }
                else
                {
                    functions.Add(new DiscoveredFunction(function.Name, method, triggers[0].Parameter, triggers[0].Trigger));
                }
            }
        }

        faults.AddRange(DuplicateNames(functions));
        return faults.Count == 0 ? functions : throw new HostStartupException(faults, null);
    }

    private static List<(ParameterInfo Parameter, TriggerBindingAttribute Trigger)> TriggersOf(MethodInfo method) =>
        [.. from parameter in method.GetParameters()
            from trigger in parameter.GetCustomAttributes<TriggerBindingAttribute>()
            select (parameter, trigger)];

    private static IEnumerable<string> DuplicateNames(IEnumerable<DiscoveredFunction> functions) =>
        from function in functions
        group function by function.Name.ToUpperInvariant() into same
        where same.Count() > 1
        let methods = string.Join(", ", same.Select(static one => one.EntryPoint))
        select $"Function name '{same.First().Name}' is used more than once: {methods}.";
}
