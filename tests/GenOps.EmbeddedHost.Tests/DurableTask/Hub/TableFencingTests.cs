using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Tables;
using GenOps.EmbeddedHost.Tests.Support;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>A holder that lost the hub without noticing, because it was paused or its requests were.</summary>
public sealed class TableFencingTests(TableHubFixture hubs) : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly string _hub = hubs.NewHub();
    private readonly FaultyHandler _network = new();

    public void Dispose() => _network.Dispose();

    [Fact]
    public async Task Commit_HeldUpUntilAnotherHolderLoaded_IsRefused()
    {
        var old = await hubs.OpenNewAsync(_hub, handler: _network);
        var oldLease = (await old.TryAcquireAsync(Never))!;
        Assert.True(await old.CommitAsync(HubSamples.Commit("a", oldLease.FencingToken, events: 1), Never));
        var (held, isHeld) = HoldTransactions();
        var late = old.CommitAsync(HubSamples.Commit("a", oldLease.FencingToken, before: 1, historyBefore: 1, events: 1), Never);
        await isHeld.OrGiveUpAsync();

        await hubs.BreakLeaseAsync(_hub);
        var next = await hubs.OpenAsync(_hub);
        await using var lease = (await next.TryAcquireAsync(Never))!;
        var seen = HubSamples.Text(await next.LoadAsync("a", Never));
        held.SetResult();

        Assert.False(await late.OrGiveUpAsync());
        Assert.Equal(seen, HubSamples.Text(await next.LoadAsync("a", Never)));
        Assert.True(await next.CommitAsync(HubSamples.Commit("a", lease.FencingToken, before: 1, historyBefore: 1, events: 1), Never));
    }

    [Fact]
    public async Task Commit_LongOneHeldUpInTheMiddle_IsRefusedAndLeavesNothing()
    {
        var old = await hubs.OpenNewAsync(_hub, handler: _network);
        var oldLease = (await old.TryAcquireAsync(Never))!;
        Assert.True(await old.CommitAsync(HubSamples.Commit("a", oldLease.FencingToken, events: 1), Never));
        var (held, isHeld) = HoldTransactions(after: 2);
        var late = old.CommitAsync(HubSamples.Commit("a", oldLease.FencingToken, before: 1, historyBefore: 1, events: 300), Never);
        await isHeld.OrGiveUpAsync();

        await hubs.BreakLeaseAsync(_hub);
        var next = await hubs.OpenAsync(_hub);
        await using var lease = (await next.TryAcquireAsync(Never))!;
        await next.LoadAsync("a", Never);
        Assert.True(await next.CommitAsync(HubSamples.Commit("a", lease.FencingToken, before: 1, historyBefore: 1, events: 2), Never));
        held.SetResult();

        Assert.False(await late.OrGiveUpAsync());
        Assert.Equal(3, (await next.LoadAsync("a", Never))!.History.Count);
    }

    [Fact]
    public async Task Lease_TakenAway_IsLostAndCommitsEnd()
    {
        var options = new TableHubOptions { RenewInterval = TimeSpan.FromMilliseconds(20) };
        var store = await hubs.OpenNewAsync(_hub, options);
        await using var lease = (await store.TryAcquireAsync(Never))!;
        Assert.True(await store.CommitAsync(HubSamples.Commit("a", lease.FencingToken), Never));

        await hubs.BreakLeaseAsync(_hub);

        await WhenLost(lease).OrGiveUpAsync();
        Assert.False(await store.CommitAsync(HubSamples.Commit("a", lease.FencingToken, before: 1), Never));
        Assert.Empty(await store.PollArrivalsAsync(Never));
        await using var next = await store.TryAcquireAsync(Never);
        Assert.True(next!.FencingToken > lease.FencingToken);
        Assert.True(await store.CommitAsync(HubSamples.Commit("a", next.FencingToken, before: 1), Never));
    }

    [Fact]
    public async Task Lease_StorageAway_IsLostBeforeAnotherCanHaveIt()
    {
        var time = new ObservedTimeProvider(DateTimeOffset.UnixEpoch);
        var store = await hubs.OpenNewAsync(_hub, new TableHubOptions(), _network, time);
        await using var lease = (await store.TryAcquireAsync(Never))!;
        await time.NextWaitAsync();
        _network.Plan = static _ => HttpFault.RequestLost;
        _network.Forget();

        // The process is paused: when it goes on, its timers come late, and its lease is over already.
        time.Advance(TimeSpan.FromSeconds(13));

        Assert.False(await store.CommitAsync(HubSamples.Commit("a", lease.FencingToken), Never));
        await WhenLost(lease).OrGiveUpAsync();
        Assert.DoesNotContain(_network.Requests, static request => request.EndsWith("$batch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lease_RenewalFailsOnce_IsKept()
    {
        var time = new ObservedTimeProvider(DateTimeOffset.UnixEpoch);
        var store = await hubs.OpenNewAsync(_hub, new TableHubOptions(), _network, time);
        await using var lease = (await store.TryAcquireAsync(Never))!;
        Assert.Equal(TimeSpan.FromSeconds(4), await time.NextWaitAsync());
        _network.Plan = static _ => HttpFault.RequestLost;
        time.Advance(TimeSpan.FromSeconds(4));
        await time.NextWaitAsync();
        Assert.Equal(TimeSpan.FromSeconds(1), await time.NextWaitAsync());
        _network.Plan = null;

        for (var renewals = 0; renewals < 5; renewals++)
        {
            time.Advance(TimeSpan.FromSeconds(4));
            await time.NextWaitAsync();
            Assert.Equal(TimeSpan.FromSeconds(4), await time.NextWaitAsync());
        }

        Assert.False(lease.Lost.IsCancellationRequested);
        Assert.True(await store.CommitAsync(HubSamples.Commit("a", lease.FencingToken), Never));
    }

    private static Task WhenLost(IHubLease lease)
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lease.Lost.Register(lost.SetResult);
        return lost.Task;
    }

    private (TaskCompletionSource Held, Task IsHeld) HoldTransactions(int after = 0)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = 0;
        _network.Hold = request =>
        {
            if (!request.RequestUri!.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal) || seen++ < after)
            {
                return Task.CompletedTask;
            }

            isHeld.TrySetResult();
            return held.Task;
        };
        return (held, isHeld.Task);
    }
}
