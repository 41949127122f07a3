using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>Commits that are more than storage takes at once.</summary>
public abstract class BigCommitContract : HubContract
{
    [Theory]
    [InlineData(41)]
    [InlineData(44_000)]
    [InlineData(46_081)]
    [InlineData(1_048_000)]
    public async Task Commit_TextOfLength_IsReadBack(int length)
    {
        var text = new string('t', length - 40) + "\"\u4e2d\ud83d\ude00";

        await CommitAsync(HubSamples.Commit("a", Token, events: 2, text: text) with
        {
            Record = HubSamples.Record("a", 1, 2) with { Input = text, EntityState = text },
            AddedInbox = HubSamples.Messages(1, text),
            AddedOutbox = HubSamples.Work(1, text),
        });

        var snapshot = await LoadAsync("a");
        Assert.Equal(text, snapshot.Record!.Input);
        Assert.Equal(text, (await Other.FindAsync("a", Never))!.EntityState);
        Assert.Equal(HubSamples.Events(0, 2, text), snapshot.History);
        Assert.Equal(HubSamples.Messages(1, text), snapshot.Inbox);
        Assert.Equal(HubSamples.Work(1, text), snapshot.Outbox);
    }

    [Fact]
    public async Task Commit_TwoHundredAndFiftyEvents_AreReadBackInOrder()
    {
        await CommitAsync(HubSamples.Commit("a", Token, events: 250) with { AddedInbox = HubSamples.Messages(120), AddedOutbox = HubSamples.Work(130) });

        var snapshot = await LoadAsync("a");
        Assert.Equal(HubSamples.Events(0, 250), snapshot.History);
        Assert.Equal(HubSamples.Messages(120), snapshot.Inbox);
        Assert.Equal(HubSamples.Work(130), snapshot.Outbox);
    }

    [Fact]
    public async Task Commit_ThreeMebibytesInSmallTexts_IsReadBack()
    {
        var text = string.Concat(Enumerable.Repeat("\"quoted\" ", 3_500));

        await CommitAsync(HubSamples.Commit("a", Token, events: 100, text: text));

        Assert.Equal(HubSamples.Events(0, 100, text), (await LoadAsync("a")).History);
    }

    [Fact]
    public async Task Commit_RemovesMoreThanItCanAtOnce_AllAreGone()
    {
        await CommitAsync(HubSamples.Commit("a", Token) with { AddedInbox = HubSamples.Messages(350), AddedOutbox = HubSamples.Work(350) });

        await CommitAsync(HubSamples.Commit("a", Token, before: 1, events: 3) with
        {
            ConsumedInbox = [.. HubSamples.Messages(349).Select(message => message.Id)],
            DoneOutbox = [.. HubSamples.Work(350).Skip(1).Select(message => message.Id)],
        });
        await CommitAsync(HubSamples.Commit("a", Token, before: 2, historyBefore: 3, events: 1));

        var snapshot = await LoadAsync("a");
        Assert.Equal([HubSamples.Messages(350)[^1]], snapshot.Inbox);
        Assert.Equal([HubSamples.Work(1)[0]], snapshot.Outbox);
        Assert.Equal(4, snapshot.History.Count);
    }

    [Fact]
    public async Task Commit_ReplacesLongHistoryAndReusesIds_LeavesTheNew()
    {
        await CommitAsync(HubSamples.Commit("a", Token, events: 260) with { AddedOutbox = HubSamples.Work(60) });

        await CommitAsync(HubSamples.Commit("a", Token, before: 1, events: 120, text: "new") with
        {
            ReplaceHistory = true,
            DoneOutbox = [.. HubSamples.Work(60).Select(message => message.Id)],
            AddedOutbox = HubSamples.Work(50, "new"),
        });

        var snapshot = await LoadAsync("a");
        Assert.Equal(HubSamples.Events(0, 120, "new"), snapshot.History);
        Assert.Equal(HubSamples.Work(50, "new"), snapshot.Outbox);
    }

    [Fact]
    public async Task Delete_LongInstance_LeavesNothingAndItCanStartOver()
    {
        await CommitAsync(HubSamples.Commit("a", Token, events: 250, text: "old") with { AddedInbox = HubSamples.Messages(150), AddedOutbox = HubSamples.Work(150) });

        Assert.True(await Store.DeleteAsync("a", Never));

        Assert.Null(await Store.LoadAsync("a", Never));
        Assert.Null(await Other.FindAsync("a", Never));
        await CommitAsync(HubSamples.Commit("a", Token, events: 1));
        var snapshot = await LoadAsync("a");
        Assert.Equal(HubSamples.Events(0, 1), snapshot.History);
        Assert.Empty(snapshot.Inbox);
        Assert.Empty(snapshot.Outbox);
    }
}
