using GenOps.Adapters.Memory;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>The store that tests of crashes and outages rely on does what its faults say.</summary>
public sealed class FaultyRowStoreTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly MemoryRowStores _inner;

    public FaultyRowStoreTests() => _inner = new MemoryRowStores(_clock);

    public static TheoryData<string, RowStoreFault, bool> Faults => new()
    {
        { nameof(RowFault.Unavailable), RowStoreFault.Unavailable, false },
        { nameof(RowFault.Throttled), RowStoreFault.Throttled, false },
        { nameof(RowFault.RequestLost), RowStoreFault.Unknown, false },
        { nameof(RowFault.AnswerLost), RowStoreFault.Unknown, true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Commit_WithFault_ThrowsItsKindAndHappensOrNot(string name, RowStoreFault kind, bool happens)
    {
        var store = Store(FaultPlan.Commits(FaultOf(name)));

        var exception = await Assert.ThrowsAsync<RowStoreException>(() => InsertAsync(store));

        Assert.Equal(kind, exception.Kind);
        Assert.Equal(happens, await _inner.Accounts.GetAsync("p", HeadRow.Key, CancellationToken.None) is not null);
        Assert.Equal(1, store.Commits);
    }

    [Fact]
    public async Task Commit_InAConflictStorm_ConflictsUntilItIsOver()
    {
        var store = Store(FaultPlan.ConflictStorm(3));

        bool[] outcomes = [await InsertAsync(store), await InsertAsync(store), await InsertAsync(store), await InsertAsync(store)];

        Assert.Equal([false, false, false, true], outcomes);
    }

    [Fact]
    public async Task Commit_AfterADelay_WaitsOnTheGivenClock()
    {
        var commit = InsertAsync(Store(FaultPlan.Commits(RowFault.None.After(TimeSpan.FromMinutes(1)))));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(commit.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await commit);
    }

    [Fact]
    public async Task Commit_HeldBack_HappensWhenReleased()
    {
        var gate = new TaskCompletionSource();
        var commit = InsertAsync(Store(FaultPlan.Commits(RowFault.None.After(gate.Task))));
        Assert.Null(await _inner.Accounts.GetAsync("p", HeadRow.Key, CancellationToken.None));

        gate.SetResult();

        Assert.True(await commit);
    }

    [Fact]
    public async Task Any_DuringAnOutage_IsUnavailable()
    {
        var isDown = true;
        var stores = new FaultyRowStores(_inner, FaultPlan.While(() => isDown, RowFault.Unavailable), _clock);

        await Assert.ThrowsAsync<RowStoreException>(async () => await stores.Directory.GetAsync("p", "a", CancellationToken.None));
        await Assert.ThrowsAsync<RowStoreException>(async () => await stores.CheckAsync(CancellationToken.None));
        isDown = false;

        Assert.Null(await stores.Directory.GetAsync("p", "a", CancellationToken.None));
        Assert.Equal(_clock.GetUtcNow(), await stores.CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Seeded_SameSeed_MeetsTheSameFaults()
    {
        var first = await RunAsync(seed: 7);
        var second = await RunAsync(seed: 7);
        var other = await RunAsync(seed: 8);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(happened => happened), 50, 150);
    }

    private static RowFault FaultOf(string name) => (RowFault)typeof(RowFault).GetProperty(name)!.GetValue(null)!;

    private static async Task<bool> InsertAsync(FaultyRowStore store) =>
        (await store.CommitAsync("p", [RowChange.Insert(new HeadRow(0, 0))], CancellationToken.None)).IsCommitted;

    private FaultyRowStore Store(Func<RowOperation, RowFault> plan) => new(_inner.Accounts, plan, _clock);

    private async Task<List<bool>> RunAsync(int seed)
    {
        var store = Store(FaultPlan.Seeded(seed, 50, RowFault.Conflict));
        var outcomes = new List<bool>();
        var partition = TestNames.Next();
        for (var number = 0; number < 200; number++)
        {
            var outcome = await store.CommitAsync(partition, [RowChange.Insert(RowSamples.Entry(number))], CancellationToken.None);
            outcomes.Add(outcome.IsCommitted);
        }

        return outcomes;
    }
}
