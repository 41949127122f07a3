using System.Threading.Channels;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.EmbeddedHost.Tests.Timers;

/// <summary>Records a timer function's runs, and holds or fails one when told to.</summary>
public sealed class Runs
{
    private readonly Channel<TimerInfo> _runs = Channel.CreateUnbounded<TimerInfo>();
    private TaskCompletionSource? _hold;
    private bool _failNext;
    private int _running;
    private int _count;
    private int _completed;

    internal int Count => Volatile.Read(ref _count);

    internal int Completed => Volatile.Read(ref _completed);

    internal int MostAtOnce { get; private set; }

    internal void HoldNext() => _hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Release() => Interlocked.Exchange(ref _hold, null)!.SetResult();

    internal void FailNext() => _failNext = true;

    internal async Task<TimerInfo> NextAsync() => await _runs.Reader.ReadAsync().AsTask().OrGiveUpAsync();

    internal async Task RunAsync(TimerInfo timer, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        var hold = _hold;
        try
        {
            _runs.Writer.TryWrite(timer);
            if (_failNext)
            {
                _failNext = false;
                throw new InvalidOperationException("This run fails.");
            }

            await (hold?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask);
            Interlocked.Increment(ref _completed);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
