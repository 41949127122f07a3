using System.Reflection;
using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.EmbeddedHost.DurableTask.Functions;

/// <summary>Gives functions the hub's client.</summary>
internal sealed class DurableClientBinder(DurableFunctions functions) : IInputBinder
{
    public bool Binds(InputBindingAttribute binding, ParameterInfo parameter)
    {
        if (binding is not DurableClientAttribute)
        {
            return false;
        }

        if (parameter.ParameterType != typeof(DurableTaskClient))
        {
            throw new HostStartupException($"[DurableClient] '{parameter.Name}' must be a DurableTaskClient.");
        }

        functions.UseClient();
        return true;
    }

    public ValueTask<object?> BindAsync(InputBindingAttribute binding, FunctionContext context) =>
        new(context.InstanceServices.GetRequiredService<DurableTaskClient>());
}
