using GenOps.Application.Storage;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>Ranges, order, pages and storage's clock.</summary>
public abstract class QueryContract(IRowStores stores)
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    private readonly IRowStore _store = stores.Accounts;
    private readonly string _partition = TestNames.Next();

    [Fact]
    public async Task Query_EmptyPartition_AnswersNoRowsAndTheTime()
    {
        var page = await QueryAsync("a", "z");

        Assert.Empty(page.Rows);
        Assert.Null(page.Continuation);
        Assert.Equal(0, page.StorageTime.Ticks % TimeSpan.TicksPerSecond);
        Assert.True(page.StorageTime > DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task Query_KeysOfAllKinds_OrdersThemByCharacterCode()
    {
        string[] keys = ["Z", "a", "b", "A", "-", "_", "~", "a b", "a-b", "ab", "a|", "10", "9", "é", "z", "中", "'", "it's", "%41", "a.", "Ａ"];
        await InsertAsync(keys);

        var page = await QueryAsync("\u0020", "\uffff");

        Assert.Equal(keys.Order(StringComparer.Ordinal), page.Rows.Select(row => row.Row.RowKey));
    }

    [Fact]
    public async Task Query_Range_TakesItsStartButNotItsEnd()
    {
        await InsertAsync(["a", "b", "c", "d"]);

        var page = await QueryAsync("b", "d");

        Assert.Equal(["b", "c"], page.Rows.Select(row => row.Row.RowKey));
    }

    [Theory]
    [InlineData("d", "b")]
    [InlineData("b", "b")]
    public async Task Query_EmptyRange_AnswersNoRows(string fromKey, string beforeKey)
    {
        await InsertAsync(["a", "b", "c", "d"]);

        Assert.Empty((await QueryAsync(fromKey, beforeKey)).Rows);
    }

    [Fact]
    public async Task Query_PrefixOfADay_TakesThatDayOnly()
    {
        foreach (var day in (DateOnly[])[Day.AddDays(-1), Day, Day.AddDays(1)])
        {
            await CommitAsync([.. Enumerable.Range(0, 3).Select(number => RowChange.Insert(RowSamples.Entry(number) with { Day = day }))]);
        }

        var prefix = EntryRow.DayPrefix(Day);
        var page = await QueryAsync(prefix, RowKeyPrefix.EndOf(prefix));

        Assert.Equal([Day, Day, Day], page.Rows.Select(row => ((EntryRow)row.Row).Day));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(51)]
    public async Task Query_PageByPage_ReturnsEachRowOnceInOrder(int limit)
    {
        await CommitAsync([.. Enumerable.Range(0, 50).Select(number => RowChange.Insert(RowSamples.Entry(number)))]);
        var keys = new List<string>();
        string? continuation = null;
        do
        {
            var page = await QueryAsync("e|", "e}", limit, continuation);
            Assert.InRange(page.Rows.Count, continuation is null ? 1 : 0, limit);
            keys.AddRange(page.Rows.Select(row => row.Row.RowKey));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(Enumerable.Range(0, 50).Select(number => EntryRow.KeyOf(Day, RowSamples.EntryId(number))), keys);
    }

    [Fact]
    public async Task Query_MoreThanAThousandRows_ReturnsAThousandAndGoesOn()
    {
        for (var start = 0; start < 1_100; start += 100)
        {
            await CommitAsync([.. Enumerable.Range(start, 100).Select(number => RowChange.Insert(RowSamples.Entry(number)))]);
        }

        var first = await QueryAsync("e|", "e}", 1_000);
        var second = await QueryAsync("e|", "e}", 1_000, first.Continuation);

        Assert.Equal(1_000, first.Rows.Count);
        Assert.Equal(100, second.Rows.Count);
        Assert.Null(second.Continuation);
    }

    [Fact]
    public async Task Query_RowsChangedBetweenPages_GoesOnBehindTheLastKey()
    {
        await InsertAsync(["a", "b", "c", "d"]);
        var first = await QueryAsync("a", "z", limit: 2);
        await CommitAsync([RowChange.Delete(first.Rows[1].Row, first.Rows[1].ETag), RowChange.Insert(new TenantKeyRow("t", "bb"))]);

        var second = await QueryAsync("a", "z", limit: 10, first.Continuation);

        Assert.Equal(["bb", "c", "d"], second.Rows.Select(row => row.Row.RowKey));
    }

    [Fact]
    public async Task Query_ContinuationOfAnotherRange_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => QueryAsync("b", "c", 10, "a"));
        await Assert.ThrowsAsync<ArgumentException>(() => QueryAsync("b", "c", 10, "c"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_001)]
    public async Task Query_LimitOutOfRange_IsRefused(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => QueryAsync("a", "z", limit));

    [Fact]
    public async Task Query_AfterACommit_StampsRowsByTheSameClock()
    {
        var before = (await QueryAsync("a", "z")).StorageTime;
        await InsertAsync(["a"]);

        var page = await QueryAsync("a", "z");

        Assert.InRange(page.Rows[0].Timestamp, before, page.StorageTime.AddSeconds(1));
        Assert.InRange(await stores.CheckAsync(CancellationToken.None), page.StorageTime, page.StorageTime.AddMinutes(1));
    }

    [Fact]
    public async Task Query_AfterAReplacement_StampsTheRowAnew()
    {
        await InsertAsync(["a"]);
        var first = (await QueryAsync("a", "z")).Rows[0];
        await CommitAsync([RowChange.Replace(first.Row, first.ETag)]);

        var second = (await QueryAsync("a", "z")).Rows[0];

        Assert.True(second.Timestamp >= first.Timestamp);
        Assert.NotEqual(first.ETag, second.ETag);
    }

    private Task InsertAsync(IEnumerable<string> keys) => CommitAsync([.. keys.Select(key => RowChange.Insert(new TenantKeyRow("t", key)))]);

    private async Task CommitAsync(IReadOnlyList<RowChange> changes) =>
        Assert.True((await _store.CommitAsync(_partition, changes, CancellationToken.None)).IsCommitted);

    private async Task<RowPage> QueryAsync(string fromKey, string beforeKey, int limit = 100, string? continuation = null) =>
        await _store.QueryAsync(_partition, fromKey, beforeKey, limit, continuation, CancellationToken.None);
}
