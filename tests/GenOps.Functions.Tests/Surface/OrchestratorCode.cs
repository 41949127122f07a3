using System.Diagnostics;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace GenOps.Functions.Tests.Surface;

/// <summary>Code that replays: what it awaits must come from its context, and it must not look at the world.</summary>
internal static class OrchestratorCode
{
    private static readonly Type[] Contexts = [typeof(TaskOrchestrationContext), typeof(TaskOrchestrationEntityFeature)];
    private static readonly string[] Combinators = [nameof(Task.WhenAll), nameof(Task.WhenAny), nameof(Task.FromResult), $"get_{nameof(Task.CompletedTask)}"];

    private static readonly Type[] World =
        [typeof(Random), typeof(TimeProvider), typeof(Stopwatch), typeof(Thread), typeof(File), typeof(HttpClient), typeof(Console), typeof(Environment)];

    private static readonly string[] WorldMembers = ["get_UtcNow", "get_Now", "get_Today", nameof(Guid.NewGuid), nameof(Guid.CreateVersion7)];

    /// <summary>Types with an orchestrator, and helpers that are handed its context.</summary>
    public static IReadOnlyList<Type> In(Assembly assembly) =>
        [.. assembly.GetTypes().Where(static type => !type.IsNested && Calls.CodeOf(type).Any(IsGivenAContext))];

    public static bool IsOrchestrator(Type type) => Calls.CodeOf(type).SelectMany(static method => method.GetParameters())
        .Any(static parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute)));

    /// <summary>Every call that would break a replay.</summary>
    public static IReadOnlyList<string> FindFaults(IReadOnlyList<Type> types) =>
    [
        .. types.SelectMany(Calls.CodeOf)
            .SelectMany(static method => Calls.Of(method).OfType<MethodInfo>().Select(called => (method, called)))
            .Where(pair => IsForeignAwait(pair.called, types) || LooksAtTheWorld(pair.called))
            .Select(static pair => $"{pair.method.DeclaringType}.{pair.method.Name} calls {pair.called.DeclaringType}.{pair.called.Name}")
            .Distinct(),
    ];

    private static bool IsGivenAContext(MethodBase method) =>
        method.GetParameters().Any(static parameter => parameter.ParameterType == typeof(TaskOrchestrationContext));

    private static bool IsForeignAwait(MethodInfo called, IReadOnlyList<Type> own)
    {
        if (called.Name == nameof(Task.ConfigureAwait))
        {
            return true;
        }

        var declaring = called.DeclaringType!;
        return IsAwaitable(called.ReturnType)
            && !Contexts.Contains(declaring)
            && !own.Contains(Outermost(declaring))
            && !(declaring == typeof(Task) && Combinators.Contains(called.Name))
            && declaring.Namespace != "System.Runtime.CompilerServices";
    }

    private static bool LooksAtTheWorld(MethodInfo called) =>
        World.Contains(called.DeclaringType) || (called.Module == typeof(object).Module && WorldMembers.Contains(called.Name));

    private static bool IsAwaitable(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
