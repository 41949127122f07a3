using GenOps.Application.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Accounts;

public sealed class WaitTimerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CallSignals _signals = new();
    private readonly WaitTimer _timer;
    private Action? _duringLook;
    private int _looks;

    public WaitTimerTests() => _timer = new WaitTimer(EndLate, _time);

    public void Dispose() => _timer.Dispose();

    [Fact]
    public async Task Watch_WaitIsOver_EndsItAndNoOther()
    {
        var late = Wait(TimeSpan.FromSeconds(2));
        var later = Wait(TimeSpan.FromSeconds(3));
        var patient = _signals.Add(null).Value;

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.False(await late.Task);
        Assert.False(later.Task.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await later.Task);
        Assert.False(patient.Task.IsCompleted);
    }

    [Fact]
    public void Watch_ShorterWaitComesLater_EndsInItsTime()
    {
        var longer = Wait(TimeSpan.FromMinutes(2));
        _time.Advance(TimeSpan.FromSeconds(1));
        var shorter = Wait(TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(shorter.Task.IsCompletedSuccessfully);
        Assert.False(longer.Task.IsCompleted);
    }

    [Fact]
    public void Watch_ManyWaitsUntilOneTime_AreLookedAtOnce()
    {
        var waits = Enumerable.Range(0, 100).Select(_ => Wait(TimeSpan.FromSeconds(5))).ToList();

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.All(waits, static wait => Assert.True(wait.Task.IsCompletedSuccessfully));
        Assert.Equal(1, _looks);
    }

    [Fact]
    public void Watch_WaitComesWhileOthersAreLookedAt_EndsInItsTime()
    {
        CallSignal? during = null;
        Wait(TimeSpan.FromSeconds(1));
        _duringLook = () => during ??= Wait(TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(during!.Task.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(during.Task.IsCompletedSuccessfully);
    }

    private long EndLate(long now)
    {
        _looks++;
        var next = _signals.EndLate(now);

        // After its account was looked at, so only its own watch can know of it.
        _duringLook?.Invoke();
        return next;
    }

    private CallSignal Wait(TimeSpan patience)
    {
        var signal = _signals.Add(_time.GetTimestamp() + (long)(patience.TotalSeconds * _time.TimestampFrequency)).Value;
        _timer.Watch(signal.EndsAt);
        return signal;
    }
}
