using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.EmbeddedHost.Tests.Support;

/// <summary>A clock that a test turns, which also tells what is waiting for it, so that the test never turns it too early.</summary>
internal sealed class ObservedTimeProvider(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>The length of the next wait that somebody begins.</summary>
    internal async Task<TimeSpan> NextWaitAsync() => await _waits.Reader.ReadAsync().AsTask().OrGiveUpAsync();
}
