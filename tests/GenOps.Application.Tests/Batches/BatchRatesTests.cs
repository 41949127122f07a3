using GenOps.Application.Batches;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;

namespace GenOps.Application.Tests.Batches;

/// <summary>Items of batches and the tenant's rates.</summary>
public sealed class BatchRatesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_RequestsPerMinute_WaitsSaysSoAndNeverPassesTheLimit()
    {
        const int Limit = 3;
        var world = await WorldAsync(new TenantDocument { RequestsPerMinute = Limit });
        var batch = await world.CreateBatchAsync(7);
        var provider = new FakeProvider();
        var finishing = world.Instance(provider).FinishAsync(batch.BatchId, 0);

        foreach (var sent in new[] { Limit, 2 * Limit })
        {
            var nextMinute = NextMinute(world);
            var waiting = await UntilAsync(world, batch, row => row.WaitingFor is WaitReason.Rate && row.ResumesAt == nextMinute);
            Assert.Equal((BatchStatus.InProgress, sent), (waiting.Status, provider.Count));
            world.Time.Advance(nextMinute - world.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
        }

        Assert.True(await finishing);
        var done = await world.BatchAsync(batch.BatchId);
        Assert.Equal((7, 0, WaitReason.None, null), (done.Completed, done.Failed, done.WaitingFor, done.ResumesAt));
        Assert.Equal(7, provider.Count);
        await world.AssertExactAsync();
    }

    [Fact]
    public async Task Run_CallsBesideIt_StayWithinTheLimitTogether()
    {
        const int Limit = 5;
        var document = new TenantDocument { RequestsPerMinute = Limit };
        var world = await WorldAsync(document);
        var batch = await world.CreateBatchAsync(10);
        var provider = new FakeProvider();
        var instance = world.Instance(provider);
        for (var call = 0; call < 2; call++)
        {
            Assert.Null((await instance.Rates.EnterAsync(RunWorld.Tenant, document, 1, Token))!.Refusal);
        }

        var running = instance.FinishAsync(batch.BatchId, 0);
        await UntilAsync(world, batch, static row => row.WaitingFor is WaitReason.Rate);

        Assert.Equal(Limit - 2, provider.Count);
        Assert.NotNull((await instance.Rates.EnterAsync(RunWorld.Tenant, document, 1, Token))!.Refusal);
        await CancelAsync(world, instance, batch);
        await running;
    }

    [Fact]
    public async Task Cancel_WhileItWaits_EndsTheRunAndSendsNothingMore()
    {
        var world = await WorldAsync(new TenantDocument { RequestsPerMinute = 2 });
        var batch = await world.CreateBatchAsync(6);
        var provider = new FakeProvider();
        var instance = world.Instance(provider);
        var running = RunAsync(instance, batch);
        await UntilAsync(world, batch, static row => row.WaitingFor is WaitReason.Rate);

        await CancelAsync(world, instance, batch);

        Assert.False((await running).IsBusy);
        Assert.Equal(2, provider.Count);
    }

    [Fact]
    public async Task Deadline_WhileItWaits_EndsTheRun()
    {
        var world = await WorldAsync(new TenantDocument { RequestsPerMinute = 2 });
        var batch = await world.CreateBatchAsync(6);
        var provider = new FakeProvider();
        var running = RunAsync(world.Instance(provider), batch);
        await UntilAsync(world, batch, static row => row.WaitingFor is WaitReason.Rate);

        world.Time.Advance(TimeSpan.FromHours(25));

        Assert.False((await running).IsBusy);
        Assert.Equal(2, provider.Count);
    }

    [Fact]
    public async Task Run_LimitRaisedWhileItWaits_GoesOnInTheSameMinute()
    {
        var world = await WorldAsync(new TenantDocument { RequestsPerMinute = 2 });
        var batch = await world.CreateBatchAsync(6);
        var provider = new FakeProvider();
        var running = RunAsync(world.Instance(provider), batch);
        await UntilAsync(world, batch, static row => row.WaitingFor is WaitReason.Rate);

        await world.ChangeLimitsAsync(new TenantDocument { RequestsPerMinute = 20 });

        Assert.False((await running).IsBusy);
        Assert.Equal((6, WaitReason.None), (provider.Count, (await world.BatchAsync(batch.BatchId)).WaitingFor));
    }

    [Fact]
    public async Task Run_MaxConcurrency_NeverMoreAtOnceAndEveryPlaceComesBack()
    {
        var document = new TenantDocument { MaxConcurrency = 4 };
        var world = await WorldAsync(document);
        var batch = await world.CreateBatchAsync(12);
        var provider = new FakeProvider();
        var instance = world.Instance(provider);

        Assert.True(await instance.FinishAsync(batch.BatchId, 0));

        Assert.Equal((12, 12), (provider.Count, (await world.BatchAsync(batch.BatchId)).Completed));
        Assert.InRange(provider.MostAtOnce, 1, 4);
        for (var call = 0; call < 4; call++)
        {
            Assert.Null((await instance.Rates.EnterAsync(RunWorld.Tenant, document, 1, Token))!.Refusal);
        }
    }

    [Fact]
    public async Task Run_ItemThatTheTokensNeverAllow_FailsAndTheOthersAreAnswered()
    {
        var world = await WorldAsync(new TenantDocument { TokensPerMinute = 2_000 });
        var batch = await world.CreateBatchAsync(
            3, body: static item => item == 1 ? RunWorld.Body(item).Replace("\"max_tokens\":100", "\"max_tokens\":4000", StringComparison.Ordinal) : RunWorld.Body(item));
        var provider = new FakeProvider();

        Assert.True(await world.Instance(provider).FinishAsync(batch.BatchId, 0));

        Assert.Equal(2, provider.Count);
        var results = await world.ResultsAsync(batch.BatchId, 0);
        Assert.Equal([true, false, true], results.Select(static result => result.IsOutput));
        Assert.Equal("rate_limited", results[1].Line.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(2, (await world.RowsAsync()).OfType<EntryRow>().Count());
        await world.AssertExactAsync();
    }

    [Fact]
    public async Task Run_HeldUpForAMinute_EndsKeepsItsReservationAndGoesOnWhenRunAgain()
    {
        var document = new TenantDocument { MaxConcurrency = 1 };
        var world = await WorldAsync(document);
        var batch = await world.CreateBatchAsync(3);
        var provider = new FakeProvider();
        var instance = world.Instance(provider);
        var call = (await instance.Rates.EnterAsync(RunWorld.Tenant, document, 1, Token))!;
        var running = RunAsync(instance, batch);
        var waiting = await UntilAsync(world, batch, static row => row.WaitingFor is WaitReason.Rate);

        world.Time.Advance(TimeSpan.FromSeconds(61));

        Assert.True((await running).BusyFor <= TimeSpan.FromSeconds(5));
        Assert.Equal(0, provider.Count);
        var kept = Assert.Single((await world.RowsAsync()).OfType<ReservationRow>());
        Assert.Equal((false, null, waiting.HeldNanoUsd), (kept.Closed, kept.Claim, kept.GrantedNanoUsd));
        call.End();
        Assert.False((await instance.Runner.RunAsync(new ChunkKey(RunWorld.Tenant, batch.BatchId, 0, 1), Token)).IsBusy);
        Assert.Equal((3, WaitReason.None), (provider.Count, (await world.BatchAsync(batch.BatchId)).WaitingFor));
    }

    private static Task<ChunkRan> RunAsync(BatchInstance instance, BatchRow batch)
    {
        return ReserveAndRunAsync();

        async Task<ChunkRan> ReserveAndRunAsync()
        {
            var key = new ChunkKey(RunWorld.Tenant, batch.BatchId, 0, 1);
            Assert.True((await instance.Reservations.ReserveAsync(key, Token)).Granted > 0);
            return await instance.Runner.RunAsync(key, Token);
        }
    }

    // Early in a minute, so that none turns by itself, and early in a day.
    private static async Task<RunWorld> WorldAsync(TenantDocument document)
    {
        var world = new RunWorld();
        var now = world.Time.GetUtcNow();
        world.Time.Advance(now.Date.AddDays(1).AddSeconds(5) - now.UtcDateTime);
        await world.CreateTenantAsync(document);
        return world;
    }

    private static DateTimeOffset NextMinute(RunWorld world) =>
        DateTimeOffset.FromUnixTimeSeconds(((world.Time.GetUtcNow().ToUnixTimeSeconds() / 60) + 1) * 60);

    private static async Task CancelAsync(RunWorld world, BatchInstance instance, BatchRow batch) =>
        await instance.Book.ChangeAsync(
            new BatchKey(RunWorld.Tenant, batch.BatchId), row => BatchStates.Cancel(row, world.Time.GetUtcNow()), Token);

    private static async Task<BatchRow> UntilAsync(RunWorld world, BatchRow batch, Func<BatchRow, bool> isExpected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var row = await world.BatchAsync(batch.BatchId);
            if (isExpected(row))
            {
                return row;
            }

            Assert.False(patience.IsCancellationRequested, row.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
    }
}
