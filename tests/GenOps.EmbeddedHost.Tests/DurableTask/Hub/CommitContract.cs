using GenOps.EmbeddedHost.DurableTask.Hub;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Hub;

/// <summary>What a commit does, and when it is refused.</summary>
public abstract class CommitContract : HubContract
{
    [Fact]
    public async Task Load_NothingThere_IsNull()
    {
        Assert.Null(await Store.LoadAsync("nothing", Never));
        Assert.Null(await Store.FindAsync("nothing", Never));
    }

    [Fact]
    public async Task Commit_EverythingSet_IsReadBack()
    {
        var record = HubSamples.Record("a", 1, 2) with
        {
            Status = HubStatus.Failed,
            IsEntity = true,
            Input = "",
            Output = "plain text \u0001 \ud83d\ude00",
            CustomStatus = "null",
            FailureJson = """{"a":"b"}""",
            ParentId = "@parent@key",
            ParentName = "Parent",
            ParentExecutionId = "x0",
            ParentTaskId = 7,
            CompletedAt = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero).AddTicks(1),
            EntityState = new string('s', HubSamples.Large),
            HandledJson = "[]",
            Tags = new Dictionary<string, string> { ["team"] = "x", [""] = "\n" },
            TraceParent = "00-1-2-01",
            TraceState = "s",
        };
        await CommitAsync(HubSamples.Commit("a", Token, events: 2) with
        {
            Record = record,
            AddedInbox = HubSamples.Messages(2),
            AddedOutbox = HubSamples.Work(2),
        });

        var snapshot = await LoadAsync("a");

        Assert.Equal(HubSamples.Text(record), HubSamples.Text(snapshot.Record));
        Assert.Equal(HubSamples.Text(record), HubSamples.Text(await Other.FindAsync("a", Never)));
        Assert.Equal(HubSamples.Events(0, 2), snapshot.History);
        Assert.Equal(HubSamples.Messages(2), snapshot.Inbox);
        Assert.Equal(HubSamples.Work(2), snapshot.Outbox);
    }

    [Fact]
    public async Task Commit_Turns_AddAndRemove()
    {
        await CommitAsync(HubSamples.Commit("a", Token, events: 2) with { AddedInbox = HubSamples.Messages(3), AddedOutbox = HubSamples.Work(3) });
        await CommitAsync(HubSamples.Commit("a", Token, before: 1, historyBefore: 2, events: 1) with
        {
            ConsumedInbox = [HubSamples.Id("in", 0), HubSamples.Id("in", 2)],
            DoneOutbox = [HubSamples.Id("out", 1)],
        });

        var snapshot = await LoadAsync("a");

        Assert.Equal(2, snapshot.Record!.Version);
        Assert.Equal(HubSamples.Events(0, 3), snapshot.History);
        Assert.Equal([HubSamples.Messages(3)[1]], snapshot.Inbox);
        Assert.Equal([HubSamples.Work(3)[0], HubSamples.Work(3)[2]], snapshot.Outbox);
    }

    [Fact]
    public async Task Commit_ConsumedIsGoneAlready_IsFine()
    {
        await CommitAsync(HubSamples.Commit("a", Token) with { AddedInbox = HubSamples.Messages(1) });

        await CommitAsync(HubSamples.Commit("a", Token, before: 1) with
        {
            ConsumedInbox = ["never-there", HubSamples.Id("in", 0), "nor-this"],
            DoneOutbox = ["neither"],
        });

        Assert.Empty((await LoadAsync("a")).Inbox);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    [InlineData(3L)]
    public async Task Commit_OtherVersionThanExpected_IsRefusedAndChangesNothing(long? expected)
    {
        await CommitAsync(HubSamples.Commit("a", Token, events: 1));
        await CommitAsync(HubSamples.Commit("a", Token, before: 1, historyBefore: 1));
        var before = HubSamples.Text(await LoadAsync("a"));

        var stale = HubSamples.Commit("a", Token, before: expected ?? 0) with
        {
            Record = HubSamples.Record("a", (expected ?? 0) + 1, expected is null ? 0 : 1),
            AddedOutbox = HubSamples.Work(1),
        };

        Assert.False(await Store.CommitAsync(stale, Never));
        Assert.Equal(before, HubSamples.Text(await LoadAsync("a")));
    }

    [Fact]
    public async Task Commit_ExpectsOneOfNothing_IsRefused()
    {
        Assert.False(await Store.CommitAsync(HubSamples.Commit("a", Token, before: 1), Never));

        Assert.Null(await Store.LoadAsync("a", Never));
    }

    [Fact]
    public async Task Commit_ReplaceHistory_LeavesOnlyTheNew()
    {
        await CommitAsync(HubSamples.Commit("a", Token, events: 5, text: new string('h', HubSamples.Large)) with { AddedOutbox = HubSamples.Work(2) });
        await CommitAsync(HubSamples.Commit("a", Token, before: 1, events: 2) with { ReplaceHistory = true, DoneOutbox = [HubSamples.Id("out", 0)] });
        await CommitAsync(HubSamples.Commit("a", Token, before: 2, historyBefore: 2, events: 1));

        var snapshot = await LoadAsync("a");

        Assert.Equal(HubSamples.Events(0, 3), snapshot.History);
        Assert.Equal([HubSamples.Work(2)[1]], snapshot.Outbox);
    }

    [Fact]
    public async Task Commit_SameIdInDoneAndAdded_IsReplaced()
    {
        await CommitAsync(HubSamples.Commit("a", Token) with { AddedOutbox = HubSamples.Work(1) });
        var work = HubSamples.Work(1)[0] with { Json = "2" };

        await CommitAsync(HubSamples.Commit("a", Token, before: 1) with { DoneOutbox = [work.Id], AddedOutbox = [work] });

        Assert.Equal([work], (await LoadAsync("a")).Outbox);
    }

    [Fact]
    public async Task Commit_ConcurrentWithSameExpectation_OneWins()
    {
        await CommitAsync(HubSamples.Commit("a", Token));
        var commits = Enumerable.Range(0, 8).Select(number => HubSamples.Commit("a", Token, before: 1) with
        {
            AddedOutbox = [HubSamples.Work(8)[number]],
        });

        var won = await Task.WhenAll(commits.Select(commit => Task.Run(() => Store.CommitAsync(commit, Never))));

        Assert.Single(won, true);
        Assert.Single((await LoadAsync("a")).Outbox);
    }
}
