using GenOps.Adapters.Memory;
using GenOps.Application.Rates;
using GenOps.Application.Storage;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Rates;

public sealed class RunningCallsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 3, 0)]
    [InlineData(3, 20, 20)]
    public async Task EnterAsync_ManyCalls_NeverMoreThanTheLimitRunAndAllPlacesComeBack(int instances, int limit, int faultPercent)
    {
        var stores = new MemoryRowStores(TimeProvider.System);
        var faulty = new FaultyRowStores(
            stores, CommitFaults(FaultPlan.Seeded(11, faultPercent, RowFault.RequestLost, RowFault.AnswerLost, RowFault.Conflict)), TimeProvider.System);
        var document = new TenantDocument { MaxConcurrency = limit };
        var all = Enumerable.Range(0, instances).Select(_ => Create(faulty, TimeProvider.System)).ToList();
        var (running, most, passed) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(caller => Task.Run(async () =>
        {
            for (var call = 0; call < 10; call++)
            {
                if (await EnterAsync(all[caller % instances], document) is not { Refusal: null } permit)
                {
                    continue;
                }

                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                Interlocked.Increment(ref passed);
                await Task.Yield();
                Interlocked.Decrement(ref running);
                permit.End();
            }
        })));

        Assert.InRange(most, 1, limit);
        Assert.True(passed >= limit);
        foreach (var limits in all)
        {
            await limits.DisposeAsync();
        }

        await using var last = Create(stores, TimeProvider.System);
        Assert.Equal(limit, await PassedAsync(last, limit + 3, document));
    }

    [Fact]
    public async Task EnterAsync_EveryPlaceTakenHere_IsRefusedAtOnce()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 7, 45, 0, TimeSpan.Zero));
        await using var limits = Create(new MemoryRowStores(time), time);
        var document = new TenantDocument { MaxConcurrency = 2 };
        var permit = await EnterAsync(limits, document);
        await EnterAsync(limits, document);

        Assert.Equal(1, (await EnterAsync(limits, document)).Refusal!.RetryAfterSeconds);
        permit.End();
        permit.End();

        Assert.Null((await EnterAsync(limits, document)).Refusal);
        Assert.NotNull((await EnterAsync(limits, document)).Refusal);
    }

    private static Func<RowOperation, RowFault> CommitFaults(Func<RowOperation, RowFault> plan) =>
        operation => operation.Kind is RowOperationKind.Commit ? plan(operation) : RowFault.None;

    private static RateLimits Create(IRowStores stores, TimeProvider time) => new(stores, time, NullLogger<RateLimits>.Instance);

    private static async Task<RatePermit> EnterAsync(RateLimits limits, TenantDocument document) =>
        (await limits.EnterAsync("acme", document, 1, Token))!;

    private static async Task<int> PassedAsync(RateLimits limits, int calls, TenantDocument document)
    {
        var permits = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => EnterAsync(limits, document)));
        return permits.Count(static permit => permit.Refusal is null);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
