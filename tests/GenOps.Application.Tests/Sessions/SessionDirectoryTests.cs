using GenOps.Adapters.Memory;
using GenOps.Application.Sessions;
using GenOps.Application.Storage;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;
using GenOps.Core.Rows;
using GenOps.Core.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Sessions;

public sealed class SessionDirectoryTests
{
    private const string Unknown = "01JDRQ4V5K8T2M3N6P7R9S0A1B";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly CountingRowStores _stores;
    private readonly SessionDirectory _sessions;

    public SessionDirectoryTests()
    {
        _stores = new CountingRowStores(new MemoryRowStores(_time));
        _sessions = new SessionDirectory(_stores, _time);
    }

    [Fact]
    public async Task CheckAsync_JustStarted_IsActiveWithoutIo()
    {
        var id = await StartAsync();

        Assert.Equal(SessionState.Active, await CheckAsync(id));
        Assert.Empty(_stores.Reads);
    }

    [Theory]
    [InlineData(Unknown)]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("n|a|")]
    public async Task CheckAsync_UnknownOrMalformed_IsUnknown(string id) => Assert.Equal(SessionState.Unknown, await CheckAsync(id));

    [Fact]
    public async Task CheckAsync_ForeignTenant_IsUnknownEvenWhenCached()
    {
        var id = await StartAsync();
        await CheckAsync(id);

        Assert.Equal(SessionState.Unknown, await _sessions.CheckAsync("other", id, CancellationToken.None));
        Assert.Null(await _sessions.FindAsync("other", id, Pins.None, CancellationToken.None));
        Assert.Null(await _sessions.EndAsync("other", id, Pins.None, CancellationToken.None));
        Assert.Empty((await _sessions.ListAsync("other", Pins.None, null, 10, null, CancellationToken.None)).Sessions);
    }

    [Fact]
    public async Task CheckAsync_OtherTeamsSession_IsUnknownToAPinnedKey()
    {
        var id = await StartAsync(new NewSession { Attributes = new Attribution { Team = "search" } });
        var pins = new Pins("ads", null);

        Assert.Equal(SessionState.Unknown, await _sessions.CheckAsync("acme", id, pins, CancellationToken.None));
        Assert.Null(await _sessions.FindAsync("acme", id, pins, CancellationToken.None));
        Assert.Null(await _sessions.EndAsync("acme", id, pins, CancellationToken.None));
        Assert.Empty((await _sessions.ListAsync("acme", pins, null, 10, null, CancellationToken.None)).Sessions);
        Assert.Equal(0, await _sessions.CountActiveAsync("acme", pins, CancellationToken.None));
        Assert.Equal(SessionState.Active, await _sessions.CheckAsync("acme", id, new Pins("search", null), CancellationToken.None));
    }

    [Fact]
    public async Task CheckAsync_EndedElsewhere_IsEndedWithin5Seconds()
    {
        var id = await StartAsync();
        var elsewhere = new SessionDirectory(_stores, _time);
        await elsewhere.EndAsync("acme", id, Pins.None, CancellationToken.None);

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(SessionState.Active, await CheckAsync(id));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(SessionState.Ended, await CheckAsync(id));
    }

    [Fact]
    public async Task EndAsync_Twice_IsHarmlessAndKeepsTheFirstEnd()
    {
        var id = await StartAsync();
        var first = await _sessions.EndAsync("acme", id, Pins.None, CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(1));
        var second = await _sessions.EndAsync("acme", id, Pins.None, CancellationToken.None);

        Assert.Equal(SessionState.Ended, await CheckAsync(id));
        Assert.Equal(first!.EndedAt, second!.EndedAt);
        Assert.Equal(SessionState.Ended, second.State);
    }

    [Fact]
    public async Task EndAsync_ByManyAtOnce_AllSeeOneEnd()
    {
        var id = await StartAsync();

        var ends = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => new SessionDirectory(_stores, _time).EndAsync("acme", id, Pins.None, CancellationToken.None))));

        Assert.Single(ends.Select(end => end!.EndedAt).Distinct());
        Assert.Single((await ListAsync(null, 10)).Sessions);
    }

    [Fact]
    public async Task CheckAsync_IdleForItsTimeout_IsEndedAndMovedOnce()
    {
        var id = await StartAsync(new NewSession { IdleTimeoutSeconds = 60 });
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(SessionState.Active, await CheckAsync(id));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(SessionState.Ended, await CheckAsync(id));
        var view = await _sessions.FindAsync("acme", id, Pins.None, CancellationToken.None);
        Assert.Equal(view!.Row.StartedAt.AddSeconds(60), view.Row.EndedAt);
    }

    [Fact]
    public async Task CheckAsync_UsedShortlyBefore_StaysActive()
    {
        var id = await StartAsync(new NewSession { IdleTimeoutSeconds = 60 });
        _time.Advance(TimeSpan.FromSeconds(50));
        await UseAsync(id, "i1", 1);
        _time.Advance(TimeSpan.FromSeconds(59));

        Assert.Equal(SessionState.Active, await CheckAsync(id));
        Assert.Equal(1, await _sessions.CountActiveAsync("acme", Pins.None, CancellationToken.None));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SessionState.Ended, await CheckAsync(id));
        Assert.Equal(0, await _sessions.CountActiveAsync("acme", Pins.None, CancellationToken.None));
    }

    [Fact]
    public async Task FindAsync_UsedByTwoInstances_AddsTheirShares()
    {
        var id = await StartAsync();
        await UseAsync(id, "i1", 3);
        await UseAsync(id, "i2", 4);

        var view = await _sessions.FindAsync("acme", id, Pins.None, CancellationToken.None);

        Assert.Equal((7L, 700L), (view!.Sums.Total.Operations, view.Sums.Total.CostNanoUsd));
    }

    [Fact]
    public async Task ListAsync_ByPages_ShowsEachOnceTheNewestFirst()
    {
        var ids = new List<string>();
        for (var index = 0; index < 7; index++)
        {
            ids.Insert(0, await StartAsync());
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await _sessions.EndAsync("acme", ids[2], Pins.None, CancellationToken.None);
        await _sessions.EndAsync("acme", ids[5], Pins.None, CancellationToken.None);

        Assert.Equal(ids, await AllAsync(null, 3));
        Assert.Equal([ids[2], ids[5]], await AllAsync(SessionState.Ended, 1));
        Assert.Equal(ids.Where(id => id != ids[2] && id != ids[5]), await AllAsync(SessionState.Active, 2));
    }

    [Fact]
    public async Task ListAsync_IdleOnes_ListedAsEnded()
    {
        var idle = await StartAsync(new NewSession { IdleTimeoutSeconds = 1 });
        _time.Advance(TimeSpan.FromSeconds(1));
        var active = await StartAsync();

        Assert.Equal([idle], await AllAsync(SessionState.Ended, 10));
        Assert.Equal([active], await AllAsync(SessionState.Active, 10));
    }

    [Fact]
    public async Task CountActiveAsync_ManyIdleOnes_LooksIntoSomeAndGoesOnNextTime()
    {
        const int Idle = 700;
        for (var index = 0; index < Idle; index++)
        {
            await StartAsync(new NewSession { IdleTimeoutSeconds = 1 });
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        await StartAsync();

        Assert.Equal(1, await _sessions.CountActiveAsync("acme", Pins.None, CancellationToken.None));
        var first = _stores.Reads.Count;
        Assert.Equal(1, await _sessions.CountActiveAsync("acme", Pins.None, CancellationToken.None));
        Assert.InRange(first, 500, 520);
        Assert.InRange(_stores.Reads.Count - first, 200, 220);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task ListAsync_LimitOutOfRange_Throws(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ListAsync(null, limit));

    private Task<SessionPage> ListAsync(SessionState? state, int limit, string? afterId = null) =>
        _sessions.ListAsync("acme", Pins.None, state, limit, afterId, CancellationToken.None);

    private async Task<List<string>> AllAsync(SessionState? state, int limit)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ListAsync(state, limit, cursor);
            Assert.All(page.Sessions, view => Assert.True(state is null || view.State == state));
            ids.AddRange(page.Sessions.Select(view => view.Row.SessionId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return ids;
    }

    private ValueTask<SessionState> CheckAsync(string id) => _sessions.CheckAsync("acme", id, CancellationToken.None);

    private async Task<string> StartAsync(NewSession? session = null) =>
        (await _sessions.StartAsync("acme", session ?? new NewSession(), CancellationToken.None)).Row.SessionId;

    private async Task UseAsync(string id, string owner, int calls)
    {
        var tally = new Tally { Operations = calls, CostNanoUsd = 100 * calls };
        var now = _time.GetUtcNow();
        var share = new SessionPartialRow(id, owner, new Dictionary<string, Tally> { ["m"] = tally }, LatencyHistogram.Empty, now, now);
        Assert.True((await _stores.CommitAsync("acme", [RowChange.Insert(share)], CancellationToken.None)).IsCommitted);
    }
}
