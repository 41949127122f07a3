namespace Microsoft.Azure.Functions.Worker;

/// <summary>A timer's state, times in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>Start of the run before this one; the default value when there was none since the host started.</summary>
    public DateTime Last { get; set; }

    /// <summary>When the run after this one is due.</summary>
    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
