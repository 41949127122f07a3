using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>
/// Compiles a function's method to one delegate that makes the instance, reads the arguments and adapts what is returned, so that no call
/// pays for reflection.
/// </summary>
internal sealed class MethodCompiler(IServiceCollection registered, IServiceProvider root)
{
    private static readonly MethodInfo ReadSlot =
        typeof(MethodCompiler).GetMethod(nameof(Slot), BindingFlags.NonPublic | BindingFlags.Static)!;

    internal Func<InvocationContext, Task> Compile(MethodInfo method, IReadOnlyList<ParameterSource> sources)
    {
        var context = Expression.Parameter(typeof(InvocationContext), "context");
        var arguments = new Expression[sources.Count];
        var parameters = method.GetParameters();
        var slot = 0;
        for (var index = 0; index < arguments.Length; index++)
        {
            var type = parameters[index].ParameterType;
            arguments[index] = sources[index] is ParameterSource.FromContext inline
                ? Expression.Convert(inline.Read(context), type)
                : Expression.Call(ReadSlot.MakeGenericMethod(type), context, Expression.Constant(slot++));
        }

        var call = Expression.Call(method.IsStatic ? null : Instance(method.DeclaringType!, context), method, arguments);
        return Expression.Lambda<Func<InvocationContext, Task>>(ReturnAdapter.Adapt(call, context), context).Compile();
    }

    /// <summary>An instance per invocation. A class that wants singletons only, or nothing, does not cost a service scope.</summary>
    private Expression Instance(Type type, ParameterExpression context)
    {
        var only = type.GetConstructors() is [var constructor] ? constructor.GetParameters() : null;
        if (only is [])
        {
            return Expression.New(type);
        }

        var factory = ActivatorUtilities.CreateFactory(type, Type.EmptyTypes);
        Expression services = only is not null && only.All(IsSingleton)
            ? Expression.Constant(root)
            : Expression.Property(context, nameof(InvocationContext.InstanceServices));
        var noArguments = Expression.Constant(null, typeof(object?[]));
        return Expression.Convert(Expression.Invoke(Expression.Constant(factory), services, noArguments), type);
    }

    private bool IsSingleton(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var last = registered.LastOrDefault(service => !service.IsKeyedService && (service.ServiceType == type || service.ServiceType == definition));
        return last is { Lifetime: ServiceLifetime.Singleton } && !parameter.IsDefined(typeof(FromKeyedServicesAttribute), inherit: true);
    }

    private static T? Slot<T>(InvocationContext context, int index) => context.Slots[index] is { } value ? (T)value : default;
}
