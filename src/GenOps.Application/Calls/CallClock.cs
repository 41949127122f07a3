using System.Runtime.CompilerServices;

namespace GenOps.Application.Calls;

/// <summary>Where a call's time went. Used by one call, one step after another.</summary>
public sealed class CallClock
{
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private long _stepStartedAt;
    private StepTicks _ticks;

    /// <summary>Starts the clock.</summary>
    public CallClock(TimeProvider time)
    {
        _time = time;
        _startedAt = _stepStartedAt = time.GetTimestamp();
    }

    /// <summary>Everything since the call came in.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_startedAt);

    /// <summary>Everything up to the last mark.</summary>
    public TimeSpan Marked => _time.GetElapsedTime(_startedAt, _stepStartedAt);

    /// <summary>Time spent waiting for the provider.</summary>
    public TimeSpan Provider => Of(CallStep.Provider);

    /// <summary>Everything up to the last mark but waiting for the provider.</summary>
    public TimeSpan Overhead => Marked - Provider;

    /// <summary>Whole microseconds in milliseconds, as answers tell times.</summary>
    public static decimal Milliseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond / 1_000m;

    /// <summary>Adds the time since the last mark to a step.</summary>
    public void Mark(CallStep step)
    {
        var now = _time.GetTimestamp();
        _ticks[(int)step] += now - _stepStartedAt;
        _stepStartedAt = now;
    }

    /// <summary>Time spent in a step so far.</summary>
    public TimeSpan Of(CallStep step) => _time.GetElapsedTime(0, _ticks[(int)step]);

    [InlineArray(8)]
    private struct StepTicks
    {
        private long _first;
    }
}
