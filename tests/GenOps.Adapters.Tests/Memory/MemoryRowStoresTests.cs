using GenOps.Adapters.Memory;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Adapters.Tests.Memory;

public sealed class MemoryRowStoresTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 7, 45, 0, 700, TimeSpan.Zero));
    private readonly MemoryRowStores _stores;

    public MemoryRowStoresTests() => _stores = new MemoryRowStores(_clock);

    [Fact]
    public async Task Query_AfterTimePassed_StampsByTheGivenClockAndTellsWholeSeconds()
    {
        var written = _clock.GetUtcNow();
        await _stores.Accounts.CommitAsync("p", [RowChange.Insert(new HeadRow(0, 0))], CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(30));

        var page = await _stores.Accounts.QueryAsync("p", "a", "b", 1, null, CancellationToken.None);

        Assert.Equal(written, page.Rows[0].Timestamp);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 7, 45, 30, TimeSpan.Zero), page.StorageTime);
        Assert.Equal(page.StorageTime, await _stores.CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Commit_ETagOfAnotherPartition_Conflicts()
    {
        var other = await _stores.Accounts.CommitAsync("other", [RowChange.Insert(new HeadRow(0, 0))], CancellationToken.None);
        await _stores.Accounts.CommitAsync("p", [RowChange.Insert(new HeadRow(0, 0))], CancellationToken.None);

        var outcome = await _stores.Accounts.CommitAsync("p", [RowChange.Replace(new HeadRow(1, 0), other.ETags[0]!)], CancellationToken.None);

        Assert.False(outcome.IsCommitted);
    }
}
