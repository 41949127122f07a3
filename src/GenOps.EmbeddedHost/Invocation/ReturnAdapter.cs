using System.Linq.Expressions;
using System.Reflection;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>Turns whatever a function's method returns into a <see cref="Task"/> that leaves the result in the invocation's context.</summary>
internal static class ReturnAdapter
{
    private static readonly Expression Completed = Expression.Constant(Task.CompletedTask);

    internal static Expression Adapt(MethodCallExpression call, ParameterExpression context)
    {
        var type = call.Type;
        if (type == typeof(void))
        {
            return Expression.Block(call, Completed);
        }

        if (type == typeof(Task))
        {
            return call;
        }

        if (type == typeof(ValueTask))
        {
            return Expression.Call(call, nameof(ValueTask.AsTask), null);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>)))
        {
            var task = open == typeof(Task<>) ? call : Expression.Call(call, nameof(ValueTask<>.AsTask), null);
            return Expression.Call(typeof(ReturnAdapter), nameof(Keep), type.GetGenericArguments(), task, context);
        }

        return Expression.Block(
            Expression.Assign(Expression.Property(context, nameof(InvocationContext.Result)), Expression.Convert(call, typeof(object))), Completed);
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

    private static Task<T> Keep<T>(Task<T> task, InvocationContext context)
    {
        context.KeepResultOf(task);
        return task;
    }
}
