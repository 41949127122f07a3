using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>Feeds parameters that carry one kind of input attribute, in any function. Registered as a singleton of this type.</summary>
internal interface IInputBinder
{
    bool Binds(InputBindingAttribute binding, ParameterInfo parameter);

    ValueTask<object?> BindAsync(InputBindingAttribute binding, FunctionContext context);
}
