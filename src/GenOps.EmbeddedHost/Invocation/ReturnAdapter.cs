using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>Turns whatever a function's method returns into a <see cref="ValueTask{TResult}"/> of its result.</summary>
internal static class ReturnAdapter
{
    internal static Expression Adapt(MethodCallExpression call)
    {
        var type = call.Type;
        if (type == typeof(void))
        {
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        }

        if (type == typeof(Task) || type == typeof(ValueTask))
        {
            return Expression.Call(Method(nameof(AwaitAsync), type), call);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>)))
        {
            var name = open == typeof(Task<>) ? nameof(AwaitTaskAsync) : nameof(AwaitValueTaskAsync);
            return Expression.Call(Method(name, null).MakeGenericMethod(type.GetGenericArguments()), call);
        }

        return Expression.New(typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(call, typeof(object)));
    }

    /// <summary>The type of the result itself; void when there is none.</summary>
    internal static Type ResultType(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task) || type == typeof(ValueTask))
        {
            return typeof(void);
        }

        return type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
    }

    private static MethodInfo Method(string name, Type? parameter) => typeof(ReturnAdapter)
        .GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
        .Single(method => method.Name == name && (parameter is null || method.GetParameters()[0].ParameterType == parameter));

    private static async ValueTask<object?> AwaitAsync(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> AwaitAsync(ValueTask task)
    {
        await task;
        return null;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<object?> AwaitTaskAsync<T>(Task<T> task) => await task;

    private static async ValueTask<object?> AwaitValueTaskAsync<T>(ValueTask<T> task) => await task;
}
