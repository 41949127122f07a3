namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function gets: its schedule, and whether this run is late.</summary>
public class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>True when this run became due while the one before was still running.</summary>
    public bool IsPastDue { get; set; }
}
