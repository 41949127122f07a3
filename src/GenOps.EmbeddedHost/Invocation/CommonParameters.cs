using System.Linq.Expressions;
using System.Reflection;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>Parameters that mean the same in every function: the context, its cancellation, and inputs by attribute.</summary>
internal sealed class CommonParameters(IEnumerable<IInputBinder> binders)
{
    /// <summary>Null when the parameter is the trigger's business.</summary>
    /// <exception cref="HostStartupException">It carries an input attribute that nothing here serves.</exception>
    internal ParameterSource? Find(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<InputBindingAttribute>() is { } binding)
        {
            var binder = binders.FirstOrDefault(candidate => candidate.Binds(binding, parameter))
                ?? throw new HostStartupException(
                    $"nothing here binds [{binding.GetType().Name}] to '{parameter.Name}' of type {parameter.ParameterType.Name}.");
            return new ParameterSource.Fetched(context => binder.BindAsync(binding, context));
        }

        if (parameter.ParameterType == typeof(FunctionContext))
        {
            return new ParameterSource.FromContext(static context => context);
        }

        return parameter.ParameterType == typeof(CancellationToken)
            ? new ParameterSource.FromContext(static context => Expression.Property(context, nameof(FunctionContext.CancellationToken)))
            : null;
    }
}
