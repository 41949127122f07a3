using System.IO.Pipelines;
using GenOps.Application.Calls;

namespace GenOps.Application.Tests.Calls;

public sealed class ClientWriterTests
{
    [Fact]
    public async Task DisposeAsync_TimerIsFiring_WaitsForIt()
    {
        var time = new FiringTime();
        var client = new ClientWriter(PipeWriter.Create(Stream.Null), isCopied: false, TimeSpan.FromSeconds(30), time, CancellationToken.None);
        var gone = client.Gone;

        var disposing = client.DisposeAsync();
        time.Fire();
        await disposing;

        Assert.True(gone.IsCancellationRequested);
    }

    /// <summary>A clock whose timer is disposed once it has fired, as one that was about to fire is.</summary>
    private sealed class FiringTime : TimeProvider
    {
        private readonly TaskCompletionSource _fired = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Action _callback = static () => { };

        public void Fire()
        {
            _callback();
            _fired.SetResult();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = () => callback(state);
            return new FiringTimer(_fired.Task);
        }
    }

    private sealed class FiringTimer(Task fired) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => new(fired);
    }
}
