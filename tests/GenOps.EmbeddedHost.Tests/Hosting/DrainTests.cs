using GenOps.EmbeddedHost.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GenOps.EmbeddedHost.Tests.Hosting;

public sealed class DrainTests
{
    [Fact]
    public void Dispose_TimersWereAboutToFire_TheyFireWithoutFault()
    {
        var (lifetime, time) = (new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), new LateTime());
        var drain = new Drain(lifetime, Options.Create(new HostOptions()), time);
        lifetime.StopApplication();
        drain.Dispose();

        time.Alarms.ForEach(static alarm => alarm());

        Assert.Equal(2, time.Alarms.Count);
    }

    /// <summary>A clock whose timers fire when the test says so, though they are disposed.</summary>
    private sealed class LateTime : TimeProvider
    {
        public List<Action> Alarms { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Alarms.Add(() => callback(state));
            return System.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
