using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function on a schedule, in UTC. One run of a function never overlaps the next.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>
    /// A six-field cron expression (seconds first), a time span such as <c>00:05:00</c>, or <c>%SETTING%</c> naming the setting that
    /// holds one.
    /// </summary>
    public string Schedule { get; } = schedule;

    /// <summary>Accepted; this host keeps no schedule across restarts, so runs missed while it was down are not made up for.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Also run once as soon as the host has started.</summary>
    public bool RunOnStartup { get; set; }
}
