using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;

namespace GenOps.EmbeddedHost.DurableTask.Functions;

/// <summary>Takes orchestrators, activities and entities over.</summary>
internal sealed class DurableTriggerHandler(DurableFunctions functions) : ITriggerHandler
{
    public bool Handles(TriggerBindingAttribute trigger) =>
        trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute or EntityTriggerAttribute;

    public void Add(TriggeredFunction function)
    {
        switch (function.Trigger)
        {
            case OrchestrationTriggerAttribute orchestration:
                Require(
                    function,
                    typeof(TaskOrchestrationContext),
                    2,
                    "an orchestrator takes a [OrchestrationTrigger] TaskOrchestrationContext, after it the input if it wants one, and "
                    + "nothing else that the host does not provide.");
                functions.AddOrchestrator(orchestration.Orchestration ?? function.Definition.Name, function);
                break;
            case ActivityTriggerAttribute activity:
                Require(function, null, 1, "an activity takes its input and nothing else that the host does not provide.");
                functions.AddActivity(activity.Activity ?? function.Definition.Name, function);
                break;
            case EntityTriggerAttribute entity:
                Require(function, typeof(TaskEntityDispatcher), 1, "an entity takes a [EntityTrigger] TaskEntityDispatcher "
                    + "and nothing else that the host does not provide.");
                functions.AddEntity(entity.EntityName ?? function.Definition.Name, function);
                break;
        }
    }

    private static void Require(TriggeredFunction function, Type? trigger, int mostParameters, string rule)
    {
        var isOtherType = trigger is not null && function.TriggerParameter.ParameterType != trigger;
        if (isOtherType || function.SuppliedParameters.Count > mostParameters)
        {
            throw new HostStartupException(rule);
        }
    }
}
