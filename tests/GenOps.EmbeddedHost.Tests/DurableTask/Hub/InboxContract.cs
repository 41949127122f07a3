using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>Messages from outside, the index of instances with something to do, and how arrivals are noticed.</summary>
public abstract class InboxContract : HubContract
{
    [Fact]
    public async Task Enqueue_NoInstance_IsAnInboxWithoutRecord()
    {
        await Other.EnqueueAsync("a", HubSamples.Message("m2"), Never);
        await Other.EnqueueAsync("a", HubSamples.Message("m1", new string('m', HubSamples.Large)), Never);

        var snapshot = await LoadAsync("a");

        Assert.Null(snapshot.Record);
        Assert.Equal([HubSamples.Message("m1", new string('m', HubSamples.Large)), HubSamples.Message("m2")], snapshot.Inbox);
        Assert.Null(await Store.FindAsync("a", Never));
    }

    [Fact]
    public async Task Enqueue_SameAgain_IsThereOnce()
    {
        var message = HubSamples.Message("m1", new string('m', HubSamples.Large));
        await Other.EnqueueAsync("a", message, Never);
        await Other.EnqueueAsync("a", message, Never);
        await Store.EnqueueAsync("a", message, Never);

        Assert.Equal([message], (await LoadAsync("a")).Inbox);
    }

    [Fact]
    public async Task Enqueue_AfterLoad_LetsTheCommitPassAndStays()
    {
        await CommitAsync(HubSamples.Commit("a", Token));
        await LoadAsync("a");
        await Other.EnqueueAsync("a", HubSamples.Message("m1"), Never);

        await CommitAsync(HubSamples.Commit("a", Token, before: 1, events: 1));

        Assert.Equal([HubSamples.Message("m1")], (await LoadAsync("a")).Inbox);
    }

    [Fact]
    public async Task Enqueue_ManyAtOnce_AllArriveOnce()
    {
        var messages = HubSamples.Messages(40);

        await Task.WhenAll(messages.Concat(messages).Select((message, number) =>
            Task.Run(() => (number % 2 == 0 ? Store : Other).EnqueueAsync("a", message, Never))));

        Assert.Equal(messages, (await LoadAsync("a")).Inbox);
    }

    [Fact]
    public async Task PollArrivals_OtherEnqueued_ReportsTheInstanceOnce()
    {
        Assert.Empty(await Store.PollArrivalsAsync(Never));
        await Other.EnqueueAsync("a", HubSamples.Message("m1"), Never);
        await Other.EnqueueAsync("a", HubSamples.Message("m2"), Never);
        await Other.EnqueueAsync("b/#?\\ \u4e2d", HubSamples.Message("m1"), Never);

        var arrived = await Store.PollArrivalsAsync(Never);

        Assert.Equal(["a", "b/#?\\ \u4e2d"], arrived.Order(StringComparer.Ordinal));
        Assert.Empty(await Store.PollArrivalsAsync(Never));
        Assert.Equal(2, (await LoadAsync("a")).Inbox.Count);
    }

    [Fact]
    public async Task PollArrivals_MoreThanFitInATransaction_ReportsAll()
    {
        var ids = Enumerable.Range(0, 120).Select(number => HubSamples.Id("i", number)).ToList();
        await Task.WhenAll(ids.Select(id => Other.EnqueueAsync(id, HubSamples.Message("m1"), Never)));

        Assert.Equal(ids, (await Store.PollArrivalsAsync(Never)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pending_AtTakeOver_HasAllWithSomethingToDo()
    {
        await CommitAsync(HubSamples.Commit("running", Token));
        await CommitAsync(HubSamples.Commit("sending", Token) with { AddedOutbox = HubSamples.Work(1) });
        await Store.EnqueueAsync("enqueued", HubSamples.Message("m1"), Never);
        await Other.EnqueueAsync("arrived", HubSamples.Message("m1"), Never);
        await Other.EnqueueAsync("polled", HubSamples.Message("m1"), Never);
        await Store.PollArrivalsAsync(Never);
        await Other.EnqueueAsync("unpolled", HubSamples.Message("m1"), Never);
        await Lease.DisposeAsync();

        await using var lease = await Other.TryAcquireAsync(Never);

        var pending = await Other.PendingAsync(Never).ListAsync();
        Assert.Superset(new HashSet<string> { "running", "sending", "enqueued", "arrived", "polled", "unpolled" }, pending.ToHashSet());
        Assert.Equal(pending.Count, pending.Distinct().Count());
    }

    [Fact]
    public async Task Query_ManyInstances_AreInOrderOfIdsAndByPrefix()
    {
        string[] ids = ["@acct@a", "@acct@b", "b", "b.1", "b/1", "b1", "b:1", "bA", "b_", "b~", "ba", "b\u4e2d", "c"];
        foreach (var id in ids.Reverse())
        {
            await CommitAsync(HubSamples.Commit(id, Token, events: 1));
        }

        await Store.EnqueueAsync("bb-only-an-inbox", HubSamples.Message("m1"), Never);
        var sorted = ids.Order(StringComparer.Ordinal).ToList();

        Assert.Equal(sorted, (await Other.QueryAsync(null, Never).ListAsync()).Select(record => record.InstanceId));
        Assert.Equal(sorted.Where(id => id[0] == 'b'), (await Store.QueryAsync("b", Never).ListAsync()).Select(record => record.InstanceId));
        Assert.Equal(["b.1"], (await Store.QueryAsync("b.", Never).ListAsync()).Select(record => record.InstanceId));
    }

    [Fact]
    public async Task Delete_Instance_RemovesRecordAndMessages()
    {
        await CommitAsync(HubSamples.Commit("a", Token, events: 3, text: new string('h', HubSamples.Large)) with { AddedOutbox = HubSamples.Work(2) });
        await Other.EnqueueAsync("a", HubSamples.Message("m1"), Never);

        Assert.True(await Other.DeleteAsync("a", Never));
        Assert.False(await Store.DeleteAsync("a", Never));

        Assert.Null(await Store.LoadAsync("a", Never));
        Assert.False(await Store.CommitAsync(HubSamples.Commit("a", Token, before: 1, historyBefore: 3), Never));
        await CommitAsync(HubSamples.Commit("a", Token, events: 1));
        Assert.Equal(HubSamples.Events(0, 1), (await LoadAsync("a")).History);
    }

    [Fact]
    public async Task Delete_Unknown_IsFalse() => Assert.False(await Store.DeleteAsync("nothing", Never));

    [Fact]
    public async Task Discard_SomeOfAnInbox_LeavesTheOthers()
    {
        await Other.EnqueueAsync("a", HubSamples.Message("m1", new string('m', HubSamples.Large)), Never);
        await Other.EnqueueAsync("a", HubSamples.Message("m2"), Never);

        await Store.DiscardAsync("a", ["m1", "never-there"], Never);
        Assert.Equal([HubSamples.Message("m2")], (await LoadAsync("a")).Inbox);
        await Store.DiscardAsync("a", ["m2"], Never);

        Assert.Null(await Store.LoadAsync("a", Never));
    }

    [Fact]
    public async Task Delete_OnlyAnInbox_IsFalseAndRemovesIt()
    {
        await Other.EnqueueAsync("a", HubSamples.Message("m1"), Never);

        Assert.False(await Store.DeleteAsync("a", Never));

        Assert.Null(await Store.LoadAsync("a", Never));
    }
}
