using GenOps.Adapters.Memory;
using GenOps.Application.Pricing;
using GenOps.Application.Storage;
using GenOps.Core.Pricing;
using GenOps.Core.Rows;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Pricing;

public sealed class PriceBookTests : IAsyncDisposable
{
    private const string Model = "acme/new";
    private static readonly DateOnly Today = new(2026, 11, 24);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 7, 45, 0, TimeSpan.Zero));
    private readonly FaultyRowStores _stores;
    private readonly PriceBook _book;
    private bool _isGone;
    private int _rows;

    public PriceBookTests()
    {
        _stores = new FaultyRowStores(new MemoryRowStores(_time), FaultPlan.While(() => _isGone, RowFault.Unavailable), _time);
        _book = new PriceBook(_stores, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FreshAsync_FirstCall_KnowsWhatWasSetBefore()
    {
        await SetAsync(Price("v1"));

        await _book.FreshAsync(Token);

        Assert.Equal("v1", _book.Current.Find(Model, Today)!.PriceVersion);
    }

    [Fact]
    public async Task FreshAsync_SetMeanwhile_IsKnownAfterFiveSeconds()
    {
        await _book.FreshAsync(Token);
        await SetAsync(Price("v1"));
        await SetAsync(Price("v2"));
        _time.Advance(PriceBook.MaxAge + TimeSpan.FromTicks(1));

        await _book.FreshAsync(Token);

        Assert.Equal("v2", _book.Current.Find(Model, Today)!.PriceVersion);
    }

    [Fact]
    public async Task FreshAsync_Young_ReadsNothing()
    {
        await _book.FreshAsync(Token);
        var reads = _stores.FaultyDirectory.Reads;

        for (var call = 0; call < 100; call++)
        {
            await _book.FreshAsync(Token);
        }

        Assert.Equal(reads, _stores.FaultyDirectory.Reads);
    }

    [Fact]
    public async Task FreshAsync_StorageGone_OldPricesServeForFiveSecondsAndNoLonger()
    {
        await _book.FreshAsync(Token);
        _isGone = true;
        _time.Advance(PriceBook.MaxAge);
        await _book.FreshAsync(Token);
        _time.Advance(TimeSpan.FromTicks(1));

        await Assert.ThrowsAsync<RowStoreException>(async () => await _book.FreshAsync(Token));
    }

    [Fact]
    public async Task FreshAsync_StorageGoneAtStart_Throws()
    {
        _isGone = true;

        await Assert.ThrowsAsync<RowStoreException>(async () => await _book.FreshAsync(Token));
    }

    [Fact]
    public async Task Current_PriceOfALaterDay_HoldsFromThatDay()
    {
        await SetAsync(Price("v1") with { EffectiveFrom = Today.AddDays(1) });

        await _book.FreshAsync(Token);

        Assert.Null(_book.Current.Find(Model, Today));
        Assert.Equal("v1", _book.Current.Find(Model, Today.AddDays(1))!.PriceVersion);
    }

    public ValueTask DisposeAsync() => _book.DisposeAsync();

    private async Task SetAsync(ModelPrice price)
    {
        var row = new PriceRow(Ulid.NewUlid(_time.GetUtcNow().AddMilliseconds(++_rows)).ToString(), _time.GetUtcNow(), price);
        Assert.True((await _stores.Directory.CommitAsync(PriceRow.Partition, [RowChange.Insert(row)], Token)).IsCommitted);
    }

    private static ModelPrice Price(string version) => new()
    {
        Model = Model, InputNanoUsdPerMillion = 1, OutputNanoUsdPerMillion = 2, ContextLength = 3, EffectiveFrom = Today, PriceVersion = version,
    };
}
