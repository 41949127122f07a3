using System.Globalization;
using GenOps.Application.Reports;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;

namespace GenOps.Application.Tests.Reports;

public sealed class LedgerReaderTests
{
    private readonly ReportWorld _world = new();
    private readonly LedgerReader _ledger;

    public LedgerReaderTests() => _ledger = new LedgerReader(_world.Stores, _world.Time);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(25)]
    [InlineData(1_000)]
    public async Task ReadAsync_ByPages_ShowsEveryEntryOnceInOrder(int limit)
    {
        var ids = Enumerable.Range(0, 25).Select(number => $"01J{number:D3}-1").Append("batch|line|1").ToList();
        await _world.InsertAsync(ids.Select(id => _world.Entry(id)));
        await _world.InsertAsync(_world.Entry("yesterday") with { Day = _world.Today.AddDays(-1) });

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ReadAsync(_world.Today, limit, cursor);
            Assert.True(page.Entries.Count <= limit);
            found.AddRange(page.Entries.Select(entry => entry.EntryId));
            cursor = page.NextCursor;
            Assert.True(cursor is null || LedgerReader.IsCursor(cursor));
        }
        while (cursor is not null);

        Assert.Equal(ids, found);
    }

    [Fact]
    public async Task ReadAsync_PinnedKey_SeesItsTeamAlone()
    {
        await _world.InsertAsync(Enumerable.Range(0, 30).Select(number => _world.Entry(
            number.ToString("D3", CultureInfo.InvariantCulture), new Attribution { Team = number % 10 == 9 ? "mine" : "other" })));

        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _ledger.ReadAsync(ReportWorld.Tenant, new Pins("mine", null), _world.Today, 2, cursor, CancellationToken.None);
            ids.AddRange(page.Entries.Select(entry => entry.EntryId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(["009", "019", "029"], ids);
    }

    [Fact]
    public async Task ReadAsync_Today_IsNotClosed() => Assert.False((await ReadAsync(_world.Today, 1, null)).IsClosed);

    [Fact]
    public async Task ReadAsync_DayOverWithAnOpenLease_IsClosedOnceTheLeaseIs()
    {
        var day = _world.Today;
        var lease = _world.Lease("l1", string.Empty, granted: 10, settled: 0, folded: 0);
        await _world.InsertAsync(lease);
        _world.Time.Advance(TimeSpan.FromHours(12));

        Assert.False((await ReadAsync(day, 1, null)).IsClosed);
        Assert.True((await ReadAsync(day.AddDays(-1), 1, null)).IsClosed);

        await _world.InsertAsync(_world.Lease("l2", string.Empty, 1, 1, 1) with { Day = day, Closed = true });
        var stored = await _world.Stores.GetAsync(ReportWorld.Tenant, lease.RowKey, CancellationToken.None);
        await _world.Stores.CommitAsync(ReportWorld.Tenant, [Core.Rows.RowChange.Delete(lease, stored!.ETag)], CancellationToken.None);
        Assert.True((await ReadAsync(day, 1, null)).IsClosed);
    }

    [Fact]
    public async Task ReadAsync_DayOverWithAnOpenReservation_IsClosedOnceItIsSettled()
    {
        var day = _world.Today;
        var reservation = _world.Reservation("batch_1", string.Empty, granted: 10, settled: 3);
        await _world.InsertAsync(reservation);
        _world.Time.Advance(TimeSpan.FromHours(12));

        Assert.False((await ReadAsync(day, 1, null)).IsClosed);
        Assert.True((await ReadAsync(day.AddDays(-1), 1, null)).IsClosed);

        var stored = await _world.Stores.GetAsync(ReportWorld.Tenant, reservation.RowKey, CancellationToken.None);
        await _world.Stores.CommitAsync(
            ReportWorld.Tenant, [Core.Rows.RowChange.Replace(reservation with { Closed = true }, stored!.ETag)], CancellationToken.None);
        Assert.True((await ReadAsync(day, 1, null)).IsClosed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task ReadAsync_LimitOutOfRange_Throws(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReadAsync(_world.Today, limit, null));

    [Theory]
    [InlineData("01J-1", true)]
    [InlineData("batch|line|1", true)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("a#b", false)]
    [InlineData("a\u0001", false)]
    public void IsCursor_Text_OnlyWhatStorageTakes(string text, bool expected) => Assert.Equal(expected, LedgerReader.IsCursor(text));

    [Fact]
    public void IsCursor_LongOrBrokenText_IsNone()
    {
        Assert.False(LedgerReader.IsCursor(new string('a', 401)));
        Assert.False(LedgerReader.IsCursor("a" + (char)0xd800));
    }

    private Task<LedgerPage> ReadAsync(DateOnly day, int limit, string? cursor) =>
        _ledger.ReadAsync(ReportWorld.Tenant, Pins.None, day, limit, cursor, CancellationToken.None);
}
