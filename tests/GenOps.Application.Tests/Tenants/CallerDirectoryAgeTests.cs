using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;

namespace GenOps.Application.Tests.Tenants;

/// <summary>How old an answer may be, and what storage sees of it.</summary>
public sealed class CallerDirectoryAgeTests
{
    private readonly TenantFixture _world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AuthenticateAsync_ChangedElsewhere_ActsInEveryDirectoryWithinFiveSeconds()
    {
        var key = await CreateAsync();
        await using var first = _world.Directory();
        await using var second = _world.Directory();
        Assert.NotNull(await first.AuthenticateAsync(key, Token));
        Assert.NotNull(await second.AuthenticateAsync(key, Token));

        await _world.ChangeKeyAsync(key, row => row with { RevokedAt = _world.Time.GetUtcNow() });
        _world.Time.Advance(TimeSpan.FromSeconds(5) + TimeSpan.FromTicks(1));

        Assert.Null(await first.AuthenticateAsync(key, Token));
        Assert.Null(await second.AuthenticateAsync(key, Token));
    }

    [Fact]
    public async Task AuthenticateAsync_OlderThanHalf_IsUsedAndReadInTheBackground()
    {
        var key = await CreateAsync();
        await using var directory = _world.Directory();
        var old = await directory.AuthenticateAsync(key, Token);
        await _world.ChangeLimitsAsync("acme", row => row with { Version = 2, Document = new TenantDocument { DailyLimitNanoUsd = 1 } });
        _world.Time.Advance(TimeSpan.FromSeconds(3));

        var used = directory.AuthenticateAsync(key, Token).AsTask();
        Assert.True(used.IsCompletedSuccessfully);
        Assert.Same(old, await used);

        // Storage in memory answers within the call, so the next one has it.
        Assert.Equal(1, (await directory.AuthenticateAsync(key, Token))!.Document.DailyLimitNanoUsd);
    }

    [Fact]
    public async Task AuthenticateAsync_ReadAgainUnchanged_GivesTheSameCaller()
    {
        var key = await CreateAsync();
        await using var directory = _world.Directory();
        var first = await directory.AuthenticateAsync(key, Token);
        var reads = _world.Reads;

        _world.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Same(first, await directory.AuthenticateAsync(key, Token));
        Assert.Equal(reads + 2, _world.Reads);
    }

    [Fact]
    public async Task AuthenticateAsync_StorageDown_ServesFiveSecondsThenFails()
    {
        var key = await CreateAsync();
        await using var directory = _world.Directory();
        await directory.AuthenticateAsync(key, Token);
        _world.Plan = _ => RowFault.Unavailable;

        _world.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.NotNull(await directory.AuthenticateAsync(key, Token));
        _world.Time.Advance(TimeSpan.FromSeconds(0.2));
        var fault = await Assert.ThrowsAsync<RowStoreException>(async () => await directory.AuthenticateAsync(key, Token));
        Assert.Equal(RowStoreFault.Unavailable, fault.Kind);

        _world.Plan = _ => RowFault.None;
        Assert.NotNull(await directory.AuthenticateAsync(key, Token));
    }

    [Fact]
    public async Task AuthenticateAsync_StorageDown_BackgroundReadsPauseBetweenTries()
    {
        var key = await CreateAsync();
        await using var directory = _world.Directory();
        await directory.AuthenticateAsync(key, Token);
        _world.Plan = _ => RowFault.Unavailable;
        _world.Time.Advance(TimeSpan.FromSeconds(3));
        var reads = _world.Reads;

        for (var call = 0; call < 100; call++)
        {
            await directory.AuthenticateAsync(key, Token);
        }

        Assert.Equal(reads + 2, _world.Reads);
        _world.Time.Advance(TimeSpan.FromMilliseconds(250));
        await directory.AuthenticateAsync(key, Token);
        Assert.Equal(reads + 4, _world.Reads);
    }

    [Fact]
    public async Task AuthenticateAsync_ColdKeyWithAThousandCalls_ReadsEachRowOnce()
    {
        var key = await CreateAsync();
        await using var directory = _world.Directory();
        var storage = new TaskCompletionSource();
        _world.Plan = _ => RowFault.None.After(storage.Task);

        var calls = Enumerable.Range(0, 1_000).Select(_ => directory.AuthenticateAsync(key, Token).AsTask()).ToList();
        Assert.Equal(1, _world.Reads);
        storage.SetResult();
        var callers = await Task.WhenAll(calls);

        Assert.All(callers, caller => Assert.Same(callers[0], caller));
        Assert.NotNull(callers[0]);
        Assert.Equal(2, _world.Reads);
    }

    [Fact]
    public async Task AuthenticateAsync_UnknownKey_IsReadOncePerSecond()
    {
        var key = NewApiKey.Create().Text;
        await using var directory = _world.Directory();

        for (var call = 0; call < 10; call++)
        {
            Assert.Null(await directory.AuthenticateAsync(key, Token));
        }

        Assert.Equal(1, _world.Reads);
        _world.Time.Advance(TimeSpan.FromSeconds(1.1));
        await directory.AuthenticateAsync(key, Token);
        Assert.Equal(2, _world.Reads);
    }

    [Fact]
    public async Task AuthenticateAsync_AnswerTakesLongerThanItIsGoodFor_Fails()
    {
        var key = await CreateAsync();
        await using var directory = _world.Directory();
        var gate = new TaskCompletionSource();
        var asked = 0;
        _world.Plan = _ =>
        {
            asked++;
            return RowFault.None.After(gate.Task);
        };
        var call = directory.AuthenticateAsync(key, Token).AsTask();
        _world.Plan = _ =>
        {
            // This answer too comes six seconds after its question.
            asked++;
            _world.Time.Advance(TimeSpan.FromSeconds(6));
            return RowFault.None;
        };
        _world.Time.Advance(TimeSpan.FromSeconds(6));
        gate.SetResult();

        var fault = await Assert.ThrowsAsync<RowStoreException>(() => call);
        Assert.Equal(RowStoreFault.Unavailable, fault.Kind);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task DisposeAsync_ReadUnderWay_EndsIt()
    {
        var key = await CreateAsync();
        var directory = _world.Directory();
        _world.Plan = _ => RowFault.None.After(new TaskCompletionSource().Task);
        var call = directory.AuthenticateAsync(key, Token).AsTask();

        await directory.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private async Task<string> CreateAsync()
    {
        await _world.AddTenantAsync("acme");
        return await _world.AddKeyAsync("acme");
    }
}
