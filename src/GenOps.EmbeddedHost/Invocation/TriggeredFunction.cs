using System.Diagnostics;
using System.Reflection;
using GenOps.EmbeddedHost.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>A function as its trigger handler sees it.</summary>
internal sealed class TriggeredFunction(
    DiscoveredFunction discovered, Function function, IReadOnlyList<ParameterInfo> suppliedParameters, FunctionRunner runner)
{
    internal FunctionDefinition Definition => function.Definition;

    internal MethodInfo Method => discovered.Method;

    internal TriggerBindingAttribute Trigger => discovered.Trigger;

    internal ParameterInfo TriggerParameter => discovered.TriggerParameter;

    internal bool IsTrigger(ParameterInfo parameter) => discovered.IsTrigger(parameter);

    /// <summary>
    /// What the handler supplies with each call, in the order of the method: the trigger parameter, and those without attribute that are
    /// neither the context nor a cancellation token.
    /// </summary>
    internal IReadOnlyList<ParameterInfo> SuppliedParameters => suppliedParameters;

    /// <summary>The result's type without Task around it; void when there is none.</summary>
    internal Type ResultType { get; } = ReturnAdapter.ResultType(discovered.Method);

    /// <summary>
    /// Runs the function inside the worker's middleware and returns its result. <paramref name="supplied"/> matches
    /// <see cref="SuppliedParameters"/>; the caller owns the scope of <paramref name="services"/>. Runs on the caller's thread and
    /// scheduler, without leaving them by itself.
    /// </summary>
    internal Task<object?> InvokeAsync(
        IServiceProvider services, IReadOnlyList<object?> supplied, ActivityContext parent, CancellationToken cancellationToken) =>
        InvokeAsync(services, supplied, around: null, parent, cancellationToken);

    /// <summary>
    /// The same, with <paramref name="around"/> standing between the middleware and the function: it gets the call and returns the
    /// invocation's result.
    /// </summary>
    internal async Task<object?> InvokeAsync(
        IServiceProvider services,
        IReadOnlyList<object?> supplied,
        Func<Func<ValueTask<object?>>, ValueTask<object?>>? around,
        ActivityContext parent,
        CancellationToken cancellationToken)
    {
        using var context = new InvocationContext(runner, function, services, cancellationToken) { Around = around };
        for (var index = 0; index < suppliedParameters.Count; index++)
        {
            context.Slots[function.TriggerSlots[index]] = supplied[index];
        }

        using var activity = InvocationActivity.Start(context, parent);
        try
        {
            await runner.RunAsync(context);
            return context.Result;
        }
        catch (Exception exception)
        {
            InvocationActivity.Fail(activity, exception);
            throw;
        }
    }
}
