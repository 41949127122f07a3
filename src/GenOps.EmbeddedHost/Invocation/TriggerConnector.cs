using System.Reflection;
using GenOps.EmbeddedHost.Discovery;
using GenOps.EmbeddedHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.EmbeddedHost.Invocation;

/// <summary>Hands every function that HTTP does not start to the handler of its trigger.</summary>
internal sealed class TriggerConnector(IReadOnlyList<DiscoveredFunction> functions)
{
    /// <summary>Hands all over and returns what is wrong with those that nothing can serve.</summary>
    internal IReadOnlyList<string> Connect(IServiceProvider services)
    {
        var faults = new List<string>();
        var runner = services.GetRequiredService<FunctionRunner>();
        var common = services.GetRequiredService<CommonParameters>();
        var compiler = services.GetRequiredService<MethodCompiler>();
        var handlers = services.GetServices<ITriggerHandler>().ToArray();
        foreach (var discovered in functions)
        {
            discovered.Collect(faults, () =>
            {
                var handler = Array.Find(handlers, candidate => candidate.Handles(discovered.Trigger))
                    ?? throw new HostStartupException($"nothing here serves a [{discovered.Trigger.GetType().Name}].");
                handler.Add(Build(discovered, common, compiler, runner));
            });
        }

        return faults;
    }

    private static TriggeredFunction Build(
        DiscoveredFunction discovered, CommonParameters common, MethodCompiler compiler, FunctionRunner runner)
    {
        var supplied = new List<ParameterInfo>();
        var sources = new List<ParameterSource>();
        foreach (var parameter in discovered.Method.GetParameters())
        {
            var source = discovered.IsTrigger(parameter) ? null : common.Find(parameter);
            if (source is null)
            {
                supplied.Add(parameter);
            }

            sources.Add(source ?? new ParameterSource.FromTrigger());
        }

        return new TriggeredFunction(discovered, new Function(discovered, sources, compiler), supplied, runner);
    }
}
