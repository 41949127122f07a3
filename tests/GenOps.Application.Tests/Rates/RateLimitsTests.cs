using GenOps.Adapters.Memory;
using GenOps.Application.Rates;
using GenOps.Application.Storage;
using GenOps.Core.Rates;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Rates;

public sealed class RateLimitsTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 7, 45, 10, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly List<RateLimits> _instances = [];
    private readonly MemoryRowStores _stores;

    public RateLimitsTests() => _stores = new MemoryRowStores(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 10)]
    [InlineData(1, 300)]
    [InlineData(3, 6)]
    public async Task EnterAsync_MoreCallsThanTheLimit_ExactlyTheLimitPasses(int instances, int limit)
    {
        var document = new TenantDocument { RequestsPerMinute = limit };
        await PassedAsync(Instances(instances), 1, document);

        var passed = await PassedAsync(_instances, limit + 50, document);

        Assert.Equal(limit - 1, passed);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    public async Task EnterAsync_LostAnswersAndConflicts_NeverMoreThanTheLimitPass(int instances, int seed)
    {
        const int Limit = 200;
        var document = new TenantDocument { RequestsPerMinute = Limit, TokensPerMinute = 25 * Limit };
        var plan = FaultPlan.Seeded(seed, 30, RowFault.RequestLost, RowFault.AnswerLost, RowFault.Conflict);
        var faulty = new FaultyRowStores(_stores, operation => operation.Kind is RowOperationKind.Commit ? plan(operation) : RowFault.None, _time);

        var passed = await PassedAsync(Instances(instances, faulty), 3 * Limit, document, tokens: 20);

        Assert.InRange(passed, 1, Limit);
        Assert.True(passed <= await LeasedAsync(RateKind.Requests), $"Seed {seed}: a call passed that no row counts.");
    }

    [Fact]
    public async Task EnterAsync_NextMinute_BeginsAnew()
    {
        var document = new TenantDocument { RequestsPerMinute = 2 };
        Assert.Equal(2, await PassedAsync(Instances(1), 5, document));

        _time.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal(2, await PassedAsync(_instances, 5, document));
    }

    [Fact]
    public async Task EnterAsync_RefusedForTokens_GivesItsRequestBack()
    {
        var document = new TenantDocument { RequestsPerMinute = 3, TokensPerMinute = 100 };
        var limits = Instances(1)[0];
        Assert.Null((await EnterAsync(limits, document, 60)).Refusal);

        for (var again = 0; again < 10; again++)
        {
            var refusal = (await EnterAsync(limits, document, 60)).Refusal;
            Assert.Equal((RateKind.Tokens, 100L, 60L, 50), (refusal!.Kind, refusal.Limit, refusal.Needed, refusal.RetryAfterSeconds));
        }

        Assert.Equal(2, await PassedAsync(_instances, 5, document, tokens: 1));
    }

    [Fact]
    public async Task EnterAsync_MoreTokensThanTheLimit_CanNeverPass()
    {
        var permit = await EnterAsync(Instances(1)[0], new TenantDocument { TokensPerMinute = 100 }, 101);

        Assert.Null(permit.Refusal!.RetryAfterSeconds);
    }

    [Fact]
    public async Task Return_NotSent_DoesNotCount()
    {
        var document = new TenantDocument { RequestsPerMinute = 2, TokensPerMinute = 10 };
        var limits = Instances(1)[0];
        for (var call = 0; call < 20; call++)
        {
            (await EnterAsync(limits, document, 5)).Return();
        }

        Assert.Equal(2, await PassedAsync(_instances, 5, document, tokens: 5));
    }

    [Fact]
    public async Task EnterAsync_BusyInstance_RarelyAsksStorage()
    {
        var faulty = new FaultyRowStores(_stores, static _ => RowFault.None, _time);
        var limits = Instances(1, faulty)[0];
        var document = new TenantDocument { RequestsPerMinute = 10_000 };
        for (var call = 0; call < 9_000; call++)
        {
            Assert.Null((await EnterAsync(limits, document)).Refusal);
        }

        Assert.InRange(faulty.FaultyAccounts.Commits, 1, 60);
    }

    [Fact]
    public async Task EnterAsync_NoLimit_TouchesNothing()
    {
        var faulty = new FaultyRowStores(_stores, static _ => RowFault.Unavailable, _time);

        Assert.Null(await Instances(1, faulty)[0].EnterAsync("acme", new TenantDocument(), 1, Token));

        Assert.Equal(0, faulty.FaultyAccounts.Reads);
    }

    [Fact]
    public async Task EnterAsync_StorageIsGone_FailsClosed()
    {
        var faulty = new FaultyRowStores(_stores, static _ => RowFault.Unavailable, _time);

        await Assert.ThrowsAsync<RowStoreException>(async () => await EnterAsync(Instances(1, faulty)[0], new TenantDocument { RequestsPerMinute = 5 }));
    }

    [Fact]
    public async Task DisposeAsync_UnusedUnits_GoToOtherInstances()
    {
        var document = new TenantDocument { RequestsPerMinute = 100 };
        Instances(2);
        for (var call = 0; call < 5; call++)
        {
            Assert.Null((await EnterAsync(_instances[0], document)).Refusal);
        }

        Assert.True(await LeasedAsync(RateKind.Requests) > 5);
        await _instances[0].DisposeAsync();

        Assert.Equal(95, await PassedAsync([_instances[1]], 150, document));
    }

    [Fact]
    public async Task EnterAsync_LimitLowered_BlocksTakenBeforeAreNotUsed()
    {
        var limits = Instances(1)[0];
        await PassedAsync(_instances, 20, new TenantDocument { RequestsPerMinute = 100 });

        Assert.Equal(0, await PassedAsync([limits], 10, new TenantDocument { RequestsPerMinute = 20 }));
        Assert.Equal(5, await PassedAsync([limits], 10, new TenantDocument { RequestsPerMinute = 25 }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var limits in _instances)
        {
            await limits.DisposeAsync();
        }
    }

    private async Task<long> LeasedAsync(RateKind kind)
    {
        var minute = _time.GetUtcNow().ToUnixTimeSeconds() / 60;
        return ((RateMinuteRow)(await _stores.Accounts.GetAsync("acme", RateMinuteRow.KeyOf(minute, kind), Token))!.Row).LeasedUnits;
    }

    private List<RateLimits> Instances(int count, IRowStores? stores = null)
    {
        _instances.AddRange(Enumerable.Range(0, count).Select(_ => new RateLimits(stores ?? _stores, _time, NullLogger<RateLimits>.Instance)));
        return _instances;
    }

    private static async Task<RatePermit> EnterAsync(RateLimits limits, TenantDocument document, long tokens = 1) =>
        (await limits.EnterAsync("acme", document, tokens, Token))!;

    private static async Task<int> PassedAsync(List<RateLimits> instances, int calls, TenantDocument document, long tokens = 1)
    {
        var permits = await Task.WhenAll(Enumerable.Range(0, calls).Select(call =>
            Task.Run(() => EnterAsync(instances[call % instances.Count], document, tokens))));
        return permits.Count(static permit => permit.Refusal is null);
    }
}
