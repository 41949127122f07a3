using GenOps.EmbeddedHost.DurableTask.Engine;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

public sealed class TimerQueueTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Add_ClockIsSetForwardWhileTheTimerIsSet_RunsAtOnce()
    {
        var time = new LeapingTime();
        using var queue = new TimerQueue(time);
        var isRun = false;

        time.Leap = Hour;
        queue.Add("a", time.GetUtcNow() + Hour, () => isRun = true);

        Assert.True(isRun);
    }

    [Fact]
    public void Add_NotDue_RunsWhenItIs()
    {
        var time = new LeapingTime();
        using var queue = new TimerQueue(time);
        var isRun = false;
        queue.Add("a", time.GetUtcNow() + Hour, () => isRun = true);

        time.Advance(Hour - TimeSpan.FromTicks(1));
        Assert.False(isRun);
        time.Advance(TimeSpan.FromTicks(1));

        Assert.True(isRun);
    }

    /// <summary>A clock that is set forward once, between somebody's look at it and the setting of his timer.</summary>
    private sealed class LeapingTime : FakeTimeProvider
    {
        internal TimeSpan Leap { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Timer(this, base.CreateTimer(callback, state, dueTime, period));

        private sealed class Timer(LeapingTime time, ITimer inner) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                var leap = time.Leap;
                time.Leap = TimeSpan.Zero;
                time.Advance(leap);
                return inner.Change(dueTime, period);
            }

            public void Dispose() => inner.Dispose();

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
