using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.DurableTask.Entities;

namespace GenOps.EmbeddedHost.DurableTask.Entities;

/// <summary>Finds and calls the method behind an entity's operation.</summary>
internal static class EntityMethods
{
    private const BindingFlags AnyCase = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    private static readonly MethodInfo TaskUnwrapper = OwnMethod(nameof(AwaitTaskAsync));

    private static readonly MethodInfo ValueTaskUnwrapper = OwnMethod(nameof(AwaitValueTaskAsync));

    /// <exception cref="AmbiguousMatchException">The method is overloaded.</exception>
    internal static bool Has(object target, string operation) => Find(target, operation) is not null;

    internal static async ValueTask<object?> InvokeAsync(object target, TaskEntityOperation operation)
    {
        var method = Find(target, operation.Name)!;
        var arguments = Arguments(method, operation);
        object? returned;
        try
        {
            returned = method.Invoke(target, arguments);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }

        return await UnwrapAsync(returned, method.ReturnType);
    }

    private static MethodInfo OwnMethod(string name) =>
        typeof(EntityMethods).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static MethodInfo? Find(object target, string operation)
    {
        var method = target.GetType().GetMethod(operation, AnyCase);
        return method is null || method.DeclaringType == typeof(object) || method.Name == nameof(ITaskEntity.RunAsync) ? null : method;
    }

    private static object?[] Arguments(MethodInfo method, TaskEntityOperation operation)
    {
        var parameters = method.GetParameters();
        var arguments = new object?[parameters.Length];
        ParameterInfo? input = null;
        for (var index = 0; index < parameters.Length; index++)
        {
            var parameter = parameters[index];
            if (parameter.ParameterType.IsAssignableFrom(typeof(TaskEntityContext)) && parameter.ParameterType != typeof(object))
            {
                arguments[index] = operation.Context;
            }
            else if (parameter.ParameterType.IsAssignableFrom(typeof(TaskEntityOperation)) && parameter.ParameterType != typeof(object))
            {
                arguments[index] = operation;
            }
            else if (input is null)
            {
                input = parameter;
                arguments[index] = Input(parameter, operation);
            }
            else
            {
                throw new InvalidOperationException(
                    $"Entity operation '{operation}' has two inputs, '{input.Name}' and '{parameter.Name}'. At most one is possible.");
            }
        }

        return arguments;
    }

    private static object? Input(ParameterInfo parameter, TaskEntityOperation operation)
    {
        if (operation.HasInput)
        {
            return operation.GetInput(parameter.ParameterType);
        }

        return parameter.HasDefaultValue
            ? parameter.DefaultValue
            : throw new InvalidOperationException($"Entity operation '{operation}' needs the input '{parameter.Name}' and got none.");
    }

    private static async ValueTask<object?> UnwrapAsync(object? returned, Type type)
    {
        switch (returned)
        {
            case Task task when type == typeof(Task):
                await task;
                return null;
            case ValueTask task:
                await task;
                return null;
            default:
                return type.IsGenericType && Unwrapper(type.GetGenericTypeDefinition()) is { } unwrapper
                    ? await (Task<object?>)unwrapper.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [returned])!
                    : returned;
        }
    }

    private static MethodInfo? Unwrapper(Type open) =>
        open == typeof(Task<>) ? TaskUnwrapper : open == typeof(ValueTask<>) ? ValueTaskUnwrapper : null;

    private static async Task<object?> AwaitTaskAsync<T>(Task<T> task) => await task;

    private static async Task<object?> AwaitValueTaskAsync<T>(ValueTask<T> task) => await task;
}
