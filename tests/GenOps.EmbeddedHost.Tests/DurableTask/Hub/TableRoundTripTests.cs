using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Tables;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>What the ordinary case costs, counted in requests.</summary>
public sealed class TableRoundTripTests(TableHubFixture hubs) : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly FaultyHandler _network = new();
    private readonly string _hub = hubs.NewHub();
    private TableHubStore _store = null!;
    private IHubLease _lease = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await hubs.OpenNewAsync(_hub, TableHubFixture.Patient with { RestTime = TimeSpan.Zero }, _network);
        _lease = (await _store.TryAcquireAsync(Never))!;
    }

    public async ValueTask DisposeAsync()
    {
        _network.Hold = null;
        await _lease.DisposeAsync();
        _network.Dispose();
    }

    [Fact]
    public async Task Commit_Turn_IsOneRequest()
    {
        Assert.Equal(2, await CountAsync(() => CommitAsync(0)));

        Assert.Equal(1, await CountAsync(() => CommitAsync(1)));
        Assert.Equal(1, await CountAsync(() => CommitAsync(2)));
    }

    [Fact]
    public async Task Commit_AfterLoad_IsOneRequest()
    {
        await CommitAsync(0);
        await _store.LoadAsync("a", Never);

        Assert.Equal(1, await CountAsync(() => CommitAsync(1)));
    }

    [Fact]
    public async Task Commit_ContinueAsNew_IsOneRequest()
    {
        await CommitAsync(0);

        Assert.Equal(1, await CountAsync(async () => Assert.True(await _store.CommitAsync(
            HubSamples.Commit("a", _lease.FencingToken, before: 1, events: 3) with { ReplaceHistory = true }, Never))));
        Assert.Equal(3, (await _store.LoadAsync("a", Never))!.History.Count);
    }

    [Fact]
    public async Task Commit_LargeTextUnchanged_IsWrittenOnce()
    {
        var input = new string('i', HubSamples.Large);
        for (var before = 0; before < 4; before++)
        {
            var commit = HubSamples.Commit("a", _lease.FencingToken, before, before, events: 1);
            Assert.True(await _store.CommitAsync(commit with { Record = commit.Record with { Input = input } }, Never));
        }

        Assert.Equal(1, await hubs.CountLargeTextsAsync(_hub));
        Assert.Equal(input, (await _store.FindAsync("a", Never))!.Input);
    }

    [Fact]
    public async Task Enqueue_ByTheActiveProcess_IsOneRequestWhenPending()
    {
        await CommitAsync(0);

        Assert.Equal(1, await CountAsync(() => _store.EnqueueAsync("a", HubSamples.Message("m1"), Never)));
    }

    [Fact]
    public async Task PollArrivals_Idle_IsOneRequest()
    {
        await CommitAsync(0);

        Assert.Equal(1, await CountAsync(() => _store.PollArrivalsAsync(Never)));
    }

    [Fact]
    public async Task PollArrivals_ManyAtRest_RemovesThemTogether()
    {
        for (var number = 0; number < 20; number++)
        {
            var id = HubSamples.Id("i", number);
            Assert.True(await _store.CommitAsync(HubSamples.Commit(id, _lease.FencingToken), Never));
            Assert.True(await _store.CommitAsync(HubSamples.Commit(id, _lease.FencingToken, before: 1) with { IsPending = false }, Never));
        }

        Assert.Equal(2, await CountAsync(() => _store.PollArrivalsAsync(Never)));
        Assert.Empty(await _store.PendingAsync(Never).ListAsync());
    }

    private async Task<int> CountAsync(Func<Task> action)
    {
        _network.Forget();
        await action();
        return _network.Requests.Count;
    }

    private async Task CommitAsync(int before) => Assert.True(await _store.CommitAsync(
        HubSamples.Commit("a", _lease.FencingToken, before, historyBefore: before * 5, events: 5) with
        {
            AddedOutbox = before == 0 ? HubSamples.Work(3) : [],
            DoneOutbox = before == 1 ? [HubSamples.Id("out", 1)] : [],
        },
        Never));
}
