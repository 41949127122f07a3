using GenOps.Application.Tenants;
using GenOps.Core.Tenants;

namespace GenOps.Application.Tests.Tenants;

public sealed class CallerDirectoryTests
{
    private readonly TenantFixture _world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AuthenticateAsync_GoodKey_NamesTenantPinsAndRules()
    {
        var document = new TenantDocument { DailyLimitNanoUsd = 5 };
        await _world.AddTenantAsync("acme", document);
        var key = await _world.AddKeyAsync("acme", row => row with { Team = "search", Project = "ranker" });
        await using var directory = _world.Directory();

        var caller = await directory.AuthenticateAsync(key, Token);

        Assert.Equal(new Caller("acme", TenantFixture.IdOf(key), "search", "ranker", document), caller);
    }

    [Fact]
    public async Task AuthenticateAsync_HotKey_GivesTheSameCallerWithoutReading()
    {
        await _world.AddTenantAsync("acme");
        var key = await _world.AddKeyAsync("acme");
        await using var directory = _world.Directory();
        var first = await directory.AuthenticateAsync(key, Token);
        var reads = _world.Reads;

        var second = directory.AuthenticateAsync(key, Token).AsTask();

        Assert.True(second.IsCompletedSuccessfully);
        Assert.Same(first, await second);
        Assert.Equal(reads, _world.Reads);
    }

    [Fact]
    public async Task AuthenticateAsync_HotKey_AllocatesNothing()
    {
        await _world.AddTenantAsync("acme");
        var key = await _world.AddKeyAsync("acme");
        await using var directory = _world.Directory();
        await directory.AuthenticateAsync(key, Token);

        Assert.True(IsAnswered(directory.AuthenticateAsync(key, Token)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 100; call++)
        {
            IsAnswered(directory.AuthenticateAsync(key, Token));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gk-")]
    [InlineData("sk-live-123")]
    [InlineData("gk-../../../etc/passwd-x")]
    public async Task AuthenticateAsync_Malformed_IsNobodyAndReadsNothing(string key)
    {
        await using var directory = _world.Directory();

        Assert.Null(await directory.AuthenticateAsync(key, Token));
        Assert.Equal(0, _world.Reads);
    }

    [Fact]
    public async Task AuthenticateAsync_UnknownId_IsNobody()
    {
        await using var directory = _world.Directory();

        Assert.Null(await directory.AuthenticateAsync(NewApiKey.Create().Text, Token));
    }

    [Fact]
    public async Task AuthenticateAsync_WrongSecret_IsNobodyColdAndHot()
    {
        await _world.AddTenantAsync("acme");
        var key = await _world.AddKeyAsync("acme");
        var other = NewApiKey.Create().Text;
        var wrong = ApiKey.Format(TenantFixture.IdOf(key), other[^ApiKey.SecretCharacters..]);
        await using var directory = _world.Directory();

        Assert.Null(await directory.AuthenticateAsync(wrong, Token));
        Assert.NotNull(await directory.AuthenticateAsync(key, Token));
        Assert.Null(await directory.AuthenticateAsync(wrong, Token));
    }

    [Fact]
    public async Task AuthenticateAsync_RevokedKey_IsNobody()
    {
        await _world.AddTenantAsync("acme");
        var key = await _world.AddKeyAsync("acme", row => row with { RevokedAt = _world.Time.GetUtcNow() });
        await using var directory = _world.Directory();

        Assert.Null(await directory.AuthenticateAsync(key, Token));
    }

    [Fact]
    public async Task AuthenticateAsync_ExpiryPasses_IsNobodyAtOnce()
    {
        await _world.AddTenantAsync("acme");
        var key = await _world.AddKeyAsync("acme", row => row with { ExpiresAt = _world.Time.GetUtcNow() + TimeSpan.FromSeconds(1) });
        await using var directory = _world.Directory();

        Assert.NotNull(await directory.AuthenticateAsync(key, Token));
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await directory.AuthenticateAsync(key, Token));
    }

    [Fact]
    public async Task AuthenticateAsync_TenantUnfinishedOrDeleted_IsNobody()
    {
        var key = await _world.AddKeyAsync("acme");
        await using var directory = _world.Directory();

        Assert.Null(await directory.AuthenticateAsync(key, Token));
        await _world.AddTenantAsync("acme");
        _world.Time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.NotNull(await directory.AuthenticateAsync(key, Token));
        await _world.ChangeLimitsAsync("acme", row => row with { Version = 2, Deleted = true });
        _world.Time.Advance(TimeSpan.FromSeconds(5.1));
        Assert.Null(await directory.AuthenticateAsync(key, Token));
    }

    private static bool IsAnswered(ValueTask<Caller?> call) => call.IsCompletedSuccessfully;
}
