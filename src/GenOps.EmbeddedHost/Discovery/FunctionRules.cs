using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace GenOps.EmbeddedHost.Discovery;

/// <summary>What a method must be to be a function.</summary>
internal static partial class FunctionRules
{
    internal static string? FirstFault(string name, MethodInfo method, int triggers)
    {
        var type = method.DeclaringType!;
        return method switch
        {
            _ when !Name.IsMatch(name) => "the name must start with a letter and have at most 128 letters, digits, '-' and '_'.",
            { IsPublic: false } => "the method must be public.",
            _ when !type.IsVisible => $"the class {type.FullName} must be public, and so must the classes around it.",
            _ when method.ContainsGenericParameters || type.ContainsGenericParameters => "neither the method nor its class may be generic.",
            { IsStatic: false } when type.IsAbstract || type.IsInterface => $"no instance of {type.FullName} can be made.",
            _ when method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)) =>
                "'async void' can't be awaited; return Task.",
            _ when method.GetParameters().Any(static parameter => parameter.ParameterType.IsByRef) => "parameters can't be ref, in or out.",
            _ when triggers == 0 => "no parameter has a trigger attribute.",
            _ when triggers > 1 => "only one parameter may have a trigger attribute.",
            _ => null,
        };
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name { get; }
}
