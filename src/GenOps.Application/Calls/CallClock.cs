using System.Runtime.CompilerServices;

namespace GenOps.Application.Calls;

/// <summary>Where a call's time went. Used by one call, one step after another.</summary>
public sealed class CallClock(TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private long _stepStartedAt = time.GetTimestamp();
    private StepTicks _ticks;

    /// <summary>Everything since the call came in.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_startedAt);

    /// <summary>Time spent waiting for the provider.</summary>
    public TimeSpan Provider => Of(CallStep.Provider);

    /// <summary>Everything but waiting for the provider.</summary>
    public TimeSpan Overhead => Elapsed - Provider;

    /// <summary>Adds the time since the last mark to a step.</summary>
    public void Mark(CallStep step)
    {
        var now = time.GetTimestamp();
        _ticks[(int)step] += now - _stepStartedAt;
        _stepStartedAt = now;
    }

    /// <summary>Time spent in a step so far.</summary>
    public TimeSpan Of(CallStep step) => time.GetElapsedTime(0, _ticks[(int)step]);

    [InlineArray(8)]
    private struct StepTicks
    {
        private long _first;
    }
}
