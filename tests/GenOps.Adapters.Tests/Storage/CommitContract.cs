using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>What a transaction does, and that a conflict does nothing.</summary>
public abstract class CommitContract(IRowStores stores)
{
    private readonly IRowStore _store = stores.Accounts;
    private readonly string _partition = TestNames.Next();

    /// <summary>Position of the one change among five that conflicts, and how.</summary>
    public static MatrixTheoryData<int, string> Conflicts => new(
        [0, 1, 2, 3, 4], ["insert of present", "replace of missing", "replace of changed", "delete of missing", "delete of changed"]);

    [Fact]
    public async Task Get_MissingRow_ReturnsNull() => Assert.Null(await GetAsync("nothing"));

    [Fact]
    public async Task Commit_InsertOfPresent_Conflicts()
    {
        await InsertAsync(Window("a", 1));

        var again = await CommitAsync(RowChange.Insert(Window("a", 2)));

        Assert.False(again.IsCommitted);
        Assert.Empty(again.ETags);
        Assert.Equal(1, await SpentAsync("a"));
    }

    [Fact]
    public async Task Commit_ReplaceWithOldETag_Conflicts()
    {
        var first = await InsertAsync(Window("a", 1));
        var second = await CommitAsync(RowChange.Replace(Window("a", 2), first));

        var stale = await CommitAsync(RowChange.Replace(Window("a", 3), first));
        var fresh = await CommitAsync(RowChange.Replace(Window("a", 4), second.ETags[0]!));

        Assert.False(stale.IsCommitted);
        Assert.True(fresh.IsCommitted);
        Assert.Equal(4, await SpentAsync("a"));
    }

    [Fact]
    public async Task Commit_ChainOfReplaces_WorksFromReturnedETagsAlone()
    {
        var eTag = await InsertAsync(Window("a", 0));
        var seen = new HashSet<string> { eTag };
        for (var spent = 1; spent <= 20; spent++)
        {
            eTag = (await CommitAsync(RowChange.Replace(Window("a", spent), eTag))).ETags[0]!;
            Assert.True(seen.Add(eTag), "An ETag was used twice.");
        }

        Assert.Equal(eTag, (await GetAsync(Key("a")))!.ETag);
        Assert.Equal(20, await SpentAsync("a"));
    }

    [Fact]
    public async Task Commit_ReplaceWithSameContent_ChangesTheETag()
    {
        var first = await InsertAsync(Window("a", 1));

        var second = await CommitAsync(RowChange.Replace(Window("a", 1), first));

        Assert.NotEqual(first, second.ETags[0]);
    }

    [Fact]
    public async Task Commit_Delete_RemovesAndAnswersNull()
    {
        var eTag = await InsertAsync(Window("a", 1));

        var deleted = await CommitAsync(RowChange.Delete(Window("a", 1), eTag));

        Assert.True(deleted.IsCommitted);
        Assert.Null(Assert.Single(deleted.ETags));
        Assert.Null(await GetAsync(Key("a")));
    }

    [Fact]
    public async Task Commit_ETagFromBeforeDeletion_NeverFitsTheNewRow()
    {
        var first = await InsertAsync(Window("a", 1));
        await CommitAsync(RowChange.Delete(Window("a", 1), first));
        await InsertAsync(Window("a", 1));

        var stale = await CommitAsync(RowChange.Replace(Window("a", 2), first));

        Assert.False(stale.IsCommitted);
    }

    [Fact]
    public async Task Commit_MixedChanges_AnswersETagsInOrder()
    {
        var a = await InsertAsync(Window("a", 1));
        var b = await InsertAsync(Window("b", 1));

        var outcome = await CommitAsync(
            RowChange.Insert(Window("c", 3)), RowChange.Delete(Window("a", 1), a), RowChange.Replace(Window("b", 2), b), RowChange.Put(Window("d", 4), null));

        Assert.Null(outcome.ETags[1]);
        Assert.Equal([(await GetAsync(Key("c")))!.ETag, null, (await GetAsync(Key("b")))!.ETag, (await GetAsync(Key("d")))!.ETag], outcome.ETags);
    }

    [Theory]
    [MemberData(nameof(Conflicts))]
    public async Task Commit_OneConflictAmongFive_ChangesNothing(int position, string kind)
    {
        var old = await InsertAsync(Window("changed", 1));
        await CommitAsync(RowChange.Replace(Window("changed", 2), old));
        var present = await InsertAsync(Window("kept", 1));
        var before = await ContentAsync();
        List<RowChange> changes =
        [
            RowChange.Insert(Window("new-1", 9)), RowChange.Replace(Window("kept", 9), present), RowChange.Insert(Window("new-2", 9)),
            RowChange.Insert(Window("new-3", 9)),
        ];
        changes.Insert(position, Conflicting(kind, old));

        var outcome = await CommitAsync([.. changes]);

        Assert.False(outcome.IsCommitted);
        Assert.Equal(before, await ContentAsync());
    }

    [Fact]
    public async Task Commit_OtherPartition_IsIndependent()
    {
        var other = TestNames.Next();
        var mine = await InsertAsync(Window("a", 1));

        var outcome = await _store.CommitAsync(other, [RowChange.Insert(Window("a", 2))], CancellationToken.None);
        await CommitAsync(RowChange.Delete(Window("a", 1), mine));

        Assert.True(outcome.IsCommitted);
        Assert.Null(await GetAsync(Key("a")));
        Assert.Equal(2, ((WindowRow)(await _store.GetAsync(other, Key("a"), CancellationToken.None))!.Row).SpentNanoUsd);
    }

    [Fact]
    public async Task Commit_OtherStore_IsIndependent()
    {
        await InsertAsync(Window("a", 1));

        Assert.Null(await stores.Directory.GetAsync(_partition, Key("a"), CancellationToken.None));
        Assert.True((await stores.Directory.CommitAsync(_partition, [RowChange.Insert(Window("a", 2))], CancellationToken.None)).IsCommitted);
    }

    [Fact]
    public async Task Commit_ForeignETagText_Conflicts()
    {
        await InsertAsync(Window("a", 1));

        var outcome = await CommitAsync(RowChange.Replace(Window("a", 2), "W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\""));

        Assert.False(outcome.IsCommitted);
    }

    [Fact]
    public async Task Commit_AlreadyCancelled_ThrowsAndChangesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _store.CommitAsync(_partition, [RowChange.Insert(Window("a", 1))], new CancellationToken(canceled: true)));

        Assert.Null(await GetAsync(Key("a")));
    }

    [Fact]
    public async Task Get_AlreadyCancelled_Throws() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        async () => await _store.GetAsync(_partition, Key("a"), new CancellationToken(canceled: true)));

    private static WindowRow Window(string path, long spent) => new(BudgetWindow.DayOf(new DateOnly(2026, 11, 24)), path, spent, 0);

    private static string Key(string path) => Window(path, 0).RowKey;

    private static RowChange Conflicting(string kind, string old) => kind switch
    {
        "insert of present" => RowChange.Insert(Window("changed", 9)),
        "replace of missing" => RowChange.Replace(Window("missing", 9), old),
        "replace of changed" => RowChange.Replace(Window("changed", 9), old),
        "delete of missing" => RowChange.Delete(Window("missing", 9), old),
        "delete of changed" => RowChange.Delete(Window("changed", 9), old),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private async Task<CommitOutcome> CommitAsync(params RowChange[] changes) => await _store.CommitAsync(_partition, changes, CancellationToken.None);

    private async Task<string> InsertAsync(WindowRow row)
    {
        var outcome = await CommitAsync(RowChange.Insert(row));
        Assert.True(outcome.IsCommitted);
        return outcome.ETags[0]!;
    }

    private async Task<StoredRow?> GetAsync(string key) => await _store.GetAsync(_partition, key, CancellationToken.None);

    private async Task<long> SpentAsync(string path) => ((WindowRow)(await GetAsync(Key(path)))!.Row).SpentNanoUsd;

    private async Task<StoredRow[]> ContentAsync() => [.. (await _store.QueryAsync(_partition, "w|", "w}", 100, null, CancellationToken.None)).Rows];
}
