using System.Reflection;
using GenOps.EmbeddedHost.DurableTask.Payloads;
using GenOps.EmbeddedHost.Invocation;
using Microsoft.DurableTask;

namespace GenOps.EmbeddedHost.DurableTask.Functions;

/// <summary>The arguments that durable functions get from their trigger.</summary>
internal static class DurableArguments
{
    /// <summary>The context, and the input for the other parameter if there is one.</summary>
    internal static object?[] OrchestratorArguments(
        this TriggeredFunction function, TaskOrchestrationContext context, PayloadConverter converter, string? input) =>
        [.. function.SuppliedParameters.Select(parameter =>
            function.IsTrigger(parameter) ? context : converter.Deserialize(input, parameter.ParameterType))];

    internal static object?[] ActivityArguments(
        this TriggeredFunction function, TaskActivityContext context, PayloadConverter converter, string? input)
    {
        ParameterInfo parameter = function.TriggerParameter;
        return [parameter.ParameterType == typeof(TaskActivityContext) ? context : converter.Deserialize(input, parameter.ParameterType)];
    }
}
