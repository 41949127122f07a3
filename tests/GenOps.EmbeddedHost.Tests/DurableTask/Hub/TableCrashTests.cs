using GenOps.EmbeddedHost.DurableTask.Hub;
using GenOps.EmbeddedHost.DurableTask.Tables;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>A process that dies at any point, and answers that are lost: a commit is done or not, and nothing in between.</summary>
public sealed class TableCrashTests(TableHubFixture hubs)
{
    private const int FirstEvents = 4;

    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly TableHubOptions Impatient = TableHubFixture.Patient with { Tries = 1, RetryDelay = TimeSpan.Zero };
    private static readonly TableHubOptions Quick = TableHubFixture.Patient with { RetryDelay = TimeSpan.FromMilliseconds(1) };

    private string _id = "a";

    public enum Change
    {
        OneTurn,
        LongTurn,
        ManyRemoved,
        ContinueAsNew,
        LongStart,
        Purge,
    }

    public static MatrixTheoryData<Change, bool> Crashes => new(Enum.GetValues<Change>(), [false, true]);

    public static TheoryData<Change> Changes => [.. Enum.GetValues<Change>()];

    [Theory]
    [MemberData(nameof(Crashes))]
    public async Task Change_ProcessDiesAtAnyWrite_IsDoneOrNotAndLifeGoesOn(Change change, bool isLastWriteDone)
    {
        var hub = hubs.NewHub();
        await hubs.OpenNewAsync(hub);
        for (var crash = 0; ; crash++)
        {
            _id = HubSamples.Id("i", crash);
            var (before, token) = await PrepareAsync(hub, change);
            var writes = 0;
            var network = new FaultyHandler();
            var dying = await hubs.OpenAsync(hub, Impatient, network);
            await dying.LoadAsync(_id, Never);
            var isDead = false;
            network.Plan = request =>
            {
                // The last write may have been done before its answer was lost; after it nothing is sent any more, reads included.
                var isLast = !isDead && FaultyHandler.IsWrite(request) && writes++ == crash;
                isDead |= isLast;
                return !isDead ? HttpFault.None : isLast && isLastWriteDone ? HttpFault.AnswerLost : HttpFault.RequestLost;
            };

            var exception = await Record.ExceptionAsync(() => DoAsync(dying, change, token));

            await CheckAsync(hub, change, before, token, $"crash at write {crash}, done: {isLastWriteDone}");
            if (!isDead)
            {
                Assert.Null(exception);
                return;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_AnyAnswerLost_SaysThatItIsDone(Change change)
    {
        var hub = hubs.NewHub();
        await hubs.OpenNewAsync(hub);
        for (var lost = 0; ; lost++)
        {
            _id = HubSamples.Id("i", lost);
            var (_, token) = await PrepareAsync(hub, change);
            var writes = 0;
            var network = new FaultyHandler();
            var store = await hubs.OpenAsync(hub, Quick, network);
            await store.LoadAsync(_id, Never);
            network.Plan = request => FaultyHandler.IsWrite(request) && writes++ == lost ? HttpFault.AnswerLost : HttpFault.None;

            Assert.True(await DoAsync(store, change, token), $"answer {lost}");

            Assert.Equal(After(change), HubSamples.Text(await store.LoadAsync(_id, Never)));
            if (writes <= lost)
            {
                return;
            }
        }
    }

    [Fact]
    public async Task Commit_StorageStaysAway_ThrowsAndLeavesItOpen()
    {
        var hub = hubs.NewHub();
        await hubs.OpenNewAsync(hub);
        var (before, token) = await PrepareAsync(hub, Change.OneTurn);
        var network = new FaultyHandler();
        var store = await hubs.OpenAsync(hub, Quick, network);
        await store.LoadAsync(_id, Never);
        network.Plan = static request => FaultyHandler.IsWrite(request) ? HttpFault.RequestLost : HttpFault.None;

        await Assert.ThrowsAnyAsync<Exception>(() => DoAsync(store, Change.OneTurn, token));

        network.Plan = null;
        Assert.Equal(before, HubSamples.Text(await store.LoadAsync(_id, Never)));
        Assert.True(await DoAsync(store, Change.OneTurn, token));
    }

    // Enough that removing all of it takes several transactions, where the change is about that.
    private static int SizeOf(Change change) => change is Change.ManyRemoved or Change.Purge ? 70 : 20;

    private InstanceCommit First(Change change, long token) => HubSamples.Commit(_id, token, events: FirstEvents, text: "first") with
    {
        AddedInbox = HubSamples.Messages(SizeOf(change)),
        AddedOutbox = HubSamples.Work(SizeOf(change)),
    };

    private InstanceCommit Of(Change change, long token) => change switch
    {
        Change.OneTurn => HubSamples.Commit(_id, token, before: 1, historyBefore: FirstEvents, events: 3, text: new string('l', HubSamples.Large)) with
        {
            ConsumedInbox = [HubSamples.Id("in", 5), "gone"],
            AddedOutbox = [.. HubSamples.Work(22).Skip(20)],
        },
        Change.LongTurn => HubSamples.Commit(_id, token, before: 1, historyBefore: FirstEvents, events: 130) with
        {
            AddedOutbox = HubSamples.Work(4, "again"),
            DoneOutbox = [HubSamples.Id("out", 0), HubSamples.Id("out", 15)],
        },
        Change.ManyRemoved => HubSamples.Commit(_id, token, before: 1, historyBefore: FirstEvents, events: 1) with
        {
            ConsumedInbox = [.. HubSamples.Messages(65).Select(message => message.Id)],
            DoneOutbox = [.. HubSamples.Work(70).Select(message => message.Id)],
        },
        Change.ContinueAsNew => HubSamples.Commit(_id, token, before: 1, events: 10, text: "new") with
        {
            ReplaceHistory = true,
            DoneOutbox = [HubSamples.Id("out", 3)],
            AddedOutbox = [HubSamples.Work(4, "new")[3]],
        },
        Change.LongStart => HubSamples.Commit(_id, token, events: 130, text: "start"),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "Not a commit."),
    };

    private Task<bool> DoAsync(TableHubStore store, Change change, long token) =>
        change is Change.Purge ? store.DeleteAsync(_id, Never) : store.CommitAsync(Of(change, token), Never);

    // What memory makes of the same: the first commit, then the change.
    private string After(Change change)
    {
        if (change is Change.Purge)
        {
            return HubSamples.Text((InstanceSnapshot?)null);
        }

        var (first, commit) = (First(change, 0), Of(change, 0));
        var hasFirst = change is not Change.LongStart;
        var history = hasFirst && !commit.ReplaceHistory ? first.NewHistory : [];
        var inbox = hasFirst ? first.AddedInbox : [];
        var outbox = hasFirst ? first.AddedOutbox : [];
        var added = commit.AddedOutbox.Select(message => message.Id).ToHashSet();
        return HubSamples.Text(new InstanceSnapshot(
            commit.Record,
            [.. history, .. commit.NewHistory],
            [.. inbox.Where(message => !commit.ConsumedInbox.Contains(message.Id))],
            [.. outbox.Where(message => !commit.DoneOutbox.Contains(message.Id) && !added.Contains(message.Id))
                .Concat(commit.AddedOutbox).OrderBy(message => message.Id, StringComparer.Ordinal)]));
    }

    private async Task<(string Before, long Token)> PrepareAsync(string hub, Change change)
    {
        var store = await hubs.OpenAsync(hub);
        await using var lease = (await store.TryAcquireAsync(Never))!;
        if (change is not Change.LongStart)
        {
            Assert.True(await store.CommitAsync(First(change, lease.FencingToken), Never));
        }

        return (HubSamples.Text(await store.LoadAsync(_id, Never)), lease.FencingToken);
    }

    private async Task CheckAsync(string hub, Change change, string before, long token, string when)
    {
        var reader = await hubs.OpenAsync(hub);
        var seen = HubSamples.Text(await reader.LoadAsync(_id, Never));
        var record = await reader.FindAsync(_id, Never);

        // A purge takes the record first and messages that nobody waits for after it.
        var isMessagesOnly = change is Change.Purge && record is null;
        Assert.True(seen == before || seen == After(change) || isMessagesOnly, when);
        Assert.Equal(record is null, seen == HubSamples.Text((InstanceSnapshot?)null) || isMessagesOnly);

        // The next holder does the same again, unless it was done, and then one more turn.
        var next = await hubs.OpenAsync(hub);
        await using var lease = (await next.TryAcquireAsync(Never))!;
        Assert.True(lease.FencingToken > token);
        await next.LoadAsync(_id, Never);
        if (seen == before)
        {
            Assert.True(await DoAsync(next, change, lease.FencingToken), when);
        }

        if (!isMessagesOnly)
        {
            Assert.Equal(After(change), HubSamples.Text(await next.LoadAsync(_id, Never)));
        }

        var now = await next.FindAsync(_id, Never);
        var turn = HubSamples.Commit(_id, lease.FencingToken, (int)(now?.Version ?? 0), now?.HistoryCount ?? 0, events: 1);
        Assert.True(await next.CommitAsync(turn, Never), when);
        Assert.Equal(turn.Record.HistoryCount, (await reader.LoadAsync(_id, Never))!.History.Count);
    }
}
