using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Tables;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>When an instance leaves the pending index, and when it must not.</summary>
public sealed class TablePendingTests(TableHubFixture hubs) : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly TableHubOptions NoRest =
        TableHubFixture.Patient with { RestTime = TimeSpan.Zero, AnnouncementPatience = TimeSpan.Zero };

    private readonly FaultyHandler _network = new();
    private readonly string _hub = hubs.NewHub();
    private TableHubStore _store = null!;
    private IHubLease _lease = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await hubs.OpenNewAsync(_hub, NoRest, _network);
        _lease = (await _store.TryAcquireAsync(Never))!;
    }

    public async ValueTask DisposeAsync()
    {
        _network.Hold = null;
        await _lease.DisposeAsync();
        _network.Dispose();
    }

    [Fact]
    public async Task AtRest_ThenPendingAgain_IsInTheIndex()
    {
        await CommitAsync(0, isPending: true);
        await CommitAsync(1, isPending: false);
        await _store.PollArrivalsAsync(Never);
        Assert.Empty(await PendingAsync());

        await CommitAsync(2, isPending: true);

        Assert.Equal(["a"], await PendingAsync());
    }

    [Fact]
    public async Task AtRest_MessageNotTakenIn_StaysUntilItIs()
    {
        await CommitAsync(0, isPending: true);
        await _store.EnqueueAsync("a", HubSamples.Message("m1"), Never);
        await CommitAsync(1, isPending: false);
        await _store.PollArrivalsAsync(Never);
        Assert.Equal(["a"], await PendingAsync());

        await CommitAsync(2, isPending: false, consumed: "m1");
        await _store.PollArrivalsAsync(Never);

        Assert.Empty(await PendingAsync());
    }

    [Fact]
    public async Task AtRest_ArrivalNotTakenIn_StaysUntilItIs()
    {
        var other = await hubs.OpenAsync(_hub);
        await CommitAsync(0, isPending: true);
        await CommitAsync(1, isPending: false);
        await other.EnqueueAsync("a", HubSamples.Message("m1"), Never);
        Assert.Equal(["a"], await _store.PollArrivalsAsync(Never));
        await CommitAsync(2, isPending: false);
        await _store.PollArrivalsAsync(Never);
        Assert.Equal(["a"], await PendingAsync());

        await CommitAsync(3, isPending: false, consumed: "m1");
        await _store.PollArrivalsAsync(Never);

        Assert.Empty(await PendingAsync());
    }

    [Fact]
    public async Task FoundAtStartUp_NotLoaded_Stays()
    {
        await CommitAsync(0, isPending: true);
        await _store.EnqueueAsync("a", HubSamples.Message("m1"), Never);
        await _lease.DisposeAsync();
        var next = await hubs.OpenAsync(_hub, NoRest);
        await using var lease = (await next.TryAcquireAsync(Never))!;
        await next.PendingAsync(Never).ListAsync();

        Assert.True(await next.CommitAsync(HubSamples.Commit("a", lease.FencingToken, before: 1) with { IsPending = false }, Never));
        await next.PollArrivalsAsync(Never);

        Assert.Equal(["a"], await PendingAsync());
    }

    [Fact]
    public async Task FoundAtStartUp_AtRestWhenLoaded_Leaves()
    {
        await CommitAsync(0, isPending: true);
        Assert.True(await _store.CommitAsync(
            HubSamples.Commit("a", _lease.FencingToken, before: 1) with
            {
                Record = HubSamples.Record("a", 2) with { Status = HubStatus.Completed },
                IsPending = false,
            },
            Never));
        await _lease.DisposeAsync();
        var next = await hubs.OpenAsync(_hub, NoRest);
        await using var lease = (await next.TryAcquireAsync(Never))!;
        Assert.Equal(["a"], await next.PendingAsync(Never).ListAsync());

        await next.LoadAsync("a", Never);
        await next.PollArrivalsAsync(Never);

        Assert.Empty(await PendingAsync());
    }

    [Fact]
    public async Task Discarded_NothingLeft_Leaves()
    {
        await _store.EnqueueAsync("stray", HubSamples.Message("m1"), Never);

        await _store.DiscardAsync("stray", ["m1"], Never);
        await _store.PollArrivalsAsync(Never);

        Assert.Empty(await PendingAsync());
    }

    [Fact]
    public async Task Removal_AnswerLost_IsDoneAndTheInstanceComesBack()
    {
        await CommitAsync(0, isPending: true);
        await CommitAsync(1, isPending: false);
        var isLost = false;
        _network.Plan = request =>
        {
            var isFirst = !isLost && request.RequestUri!.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal);
            isLost |= isFirst;
            return isFirst ? HttpFault.AnswerLost : HttpFault.None;
        };
        await _store.PollArrivalsAsync(Never);
        Assert.True(isLost);
        Assert.Empty(await PendingAsync());

        await CommitAsync(2, isPending: true);

        Assert.Equal(["a"], await PendingAsync());
    }

    [Fact]
    public async Task Removal_OfASupersededProcess_DoesNothing()
    {
        await CommitAsync(0, isPending: true);
        await CommitAsync(1, isPending: false);
        var held = new TaskCompletionSource();
        var isHeld = new TaskCompletionSource();
        _network.Hold = request =>
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal))
            {
                isHeld.TrySetResult();
                return held.Task;
            }

            return Task.CompletedTask;
        };
        var poll = _store.PollArrivalsAsync(Never);
        await isHeld.Task;
        await hubs.BreakLeaseAsync(_hub);
        var next = await hubs.OpenAsync(_hub, NoRest);
        await using var lease = (await next.TryAcquireAsync(Never))!;
        Assert.Equal(["a"], await next.PendingAsync(Never).ListAsync());

        held.SetResult();
        await poll;

        Assert.Equal(["a"], await next.PendingAsync(Never).ListAsync());
    }

    [Fact]
    public async Task Enqueue_SenderDiesAtAnyPoint_MessageIsFoundOrWasNeverThere()
    {
        for (var crash = 0; ; crash++)
        {
            var id = HubSamples.Id("i", crash);
            var writes = 0;
            var network = new FaultyHandler { Plan = request => FaultyHandler.IsWrite(request) && writes++ >= crash ? HttpFault.AnswerLost : HttpFault.None };
            var sender = await hubs.OpenAsync(_hub, new TableHubOptions { Tries = 1 }, network);
            var exception = await Record.ExceptionAsync(() => sender.EnqueueAsync(id, HubSamples.Message("m1", new string('m', HubSamples.Large)), Never));
            var isThere = await _store.LoadAsync(id, Never) is not null;

            var isPending = (await PendingAsync()).Contains(id);
            await Patiently(async () => (await _store.PollArrivalsAsync(Never)).Contains(id), isPending);

            Assert.True(isPending || !isThere, $"The message of a sender that died after write {crash} would wait for ever.");
            if (exception is null)
            {
                Assert.True(isThere);
                return;
            }
        }
    }

    // By storage's clock, which has whole seconds, an announcement is at once a little old.
    private static async Task Patiently(Func<Task<bool>> isDone, bool isExpected)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (isExpected && !await isDone())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < DurableHost.Limit, "Never reported.");
        }
    }

    private async Task<List<string>> PendingAsync() => await _store.PendingAsync(Never).ListAsync();

    private async Task CommitAsync(int before, bool isPending, params string[] consumed) => Assert.True(await _store.CommitAsync(
        HubSamples.Commit("a", _lease.FencingToken, before) with { IsPending = isPending, ConsumedInbox = consumed }, Never));
}
