using GenOps.Application.Tenants;

namespace GenOps.Application.Tests.Tenants;

/// <summary>What a directory keeps in memory.</summary>
public sealed class KnownKeysTests
{
    private readonly TenantFixture _world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_UnusedForTenMinutes_IsForgotten()
    {
        await using var directory = _world.Directory();
        var idle = await CreateAsync("idle");
        var busy = await CreateAsync("busy");
        await directory.AuthenticateAsync(idle, Token);
        await directory.AuthenticateAsync(busy, Token);
        await directory.AuthenticateAsync(NewApiKey.Create().Text, Token);
        Assert.Equal((4, 1), (directory.Known.Count, directory.Known.MissingCount));

        for (var minute = 0; minute < 11; minute++)
        {
            _world.Time.Advance(TimeSpan.FromMinutes(1));
            await directory.AuthenticateAsync(busy, Token);
        }

        Assert.Equal((2, 0), (directory.Known.Count, directory.Known.MissingCount));
        Assert.NotNull(await directory.AuthenticateAsync(idle, Token));
    }

    [Fact]
    public async Task GetOrAdd_OverTheBound_ForgetsWhatWasUsedLongestAgo()
    {
        await using var directory = _world.Directory(new CallerDirectoryOptions { MaxKeys = 20 });
        var keys = new List<string>();
        for (var number = 0; number < 21; number++)
        {
            keys.Add(await CreateAsync("t" + number));
            _world.Time.Advance(TimeSpan.FromMilliseconds(1));
            await directory.AuthenticateAsync(keys[^1], Token);
        }

        Assert.Equal(2 * 18, directory.Known.Count);
        var reads = _world.Reads;
        Assert.NotNull(await directory.AuthenticateAsync(keys[^1], Token));
        Assert.Equal(reads, _world.Reads);
        Assert.NotNull(await directory.AuthenticateAsync(keys[0], Token));
        Assert.Equal(reads + 2, _world.Reads);
    }

    [Fact]
    public async Task ForgetMissing_ManyGuesses_StayBounded()
    {
        await using var directory = _world.Directory(new CallerDirectoryOptions { MaxMissing = 50 });

        for (var guess = 0; guess < 500; guess++)
        {
            Assert.Null(await directory.AuthenticateAsync(NewApiKey.Create().Text, Token));
        }

        Assert.Equal(0, directory.Known.Count);
        Assert.InRange(directory.Known.MissingCount, 1, 50);
    }

    private async Task<string> CreateAsync(string tenant)
    {
        await _world.AddTenantAsync(tenant);
        return await _world.AddKeyAsync(tenant);
    }
}
