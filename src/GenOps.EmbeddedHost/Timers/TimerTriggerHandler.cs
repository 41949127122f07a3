using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace GenOps.EmbeddedHost.Timers;

/// <summary>Collects the timer functions with their schedules.</summary>
internal sealed class TimerTriggerHandler(IConfiguration configuration) : ITriggerHandler
{
    private readonly List<TimerFunction> _timers = [];

    internal IReadOnlyList<TimerFunction> Timers => _timers;

    public bool Handles(TriggerBindingAttribute trigger) => trigger is TimerTriggerAttribute;

    public void Add(TriggeredFunction function)
    {
        if (function.SuppliedParameters is not [var only] || only.ParameterType != typeof(TimerInfo))
        {
            throw new HostStartupException(
                "a timer function takes a [TimerTrigger] TimerInfo and nothing else that the host does not provide.");
        }

        var trigger = (TimerTriggerAttribute)function.Trigger;
        _timers.Add(new TimerFunction(function, TimerSchedule.Parse(Resolve(trigger.Schedule)), trigger.RunOnStartup));
    }

    private string Resolve(string schedule)
    {
        if (schedule is not ['%', .. var name, '%'])
        {
            return schedule;
        }

        return configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value
            ? value
            : throw new HostStartupException($"its schedule is the setting '{name}', which is not set.");
    }
}
