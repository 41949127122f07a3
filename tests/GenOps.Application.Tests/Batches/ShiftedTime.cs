namespace GenOps.Application.Tests.Batches;

/// <summary>The system's clock, moved forward at will; timers run as usual.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shiftTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref _shiftTicks));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Volatile.Read(ref _shiftTicks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shiftTicks, by.Ticks);
}
