using GenOps.Application.Alerts;
using GenOps.Application.Audit;
using GenOps.Application.Batches;
using GenOps.Application.Sessions;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Alerts;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenOps.Application.Tests.Batches;

public sealed class BatchSweepTests
{
    private readonly RunWorld _world = new();
    private readonly List<WebhookNotice> _sent = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_NeverStarted_IsStartedOnceItsRequestHadItsTime()
    {
        var batch = await CreateAsync(row => row with { Status = BatchStatus.Validating });
        var starter = new FakeStarter(BatchRunState.Missing);

        await SweepAsync(starter);
        Assert.Empty(starter.Started);
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        await SweepAsync(starter);

        Assert.Equal([batch.BatchId], starter.Started);
    }

    [Fact]
    public async Task RunAsync_Running_IsLeftAlone()
    {
        var batch = await CreateAsync();
        await ReserveAsync(batch);
        _world.Time.Advance(TimeSpan.FromHours(1));
        var before = await _world.RowsAsync();

        await SweepAsync(new FakeStarter(BatchRunState.Running));

        Assert.Equal(before.Count, (await _world.RowsAsync()).Count);
        Assert.True((await _world.BatchAsync(batch.BatchId)).HeldNanoUsd > 0);
    }

    [Fact]
    public async Task RunAsync_OrchestrationGone_FailsTheBatchTellsAndReleases()
    {
        var batch = await CreateAsync(row => row with { CompletionWebhookUrl = "https://example.com/done" });
        await ReserveAsync(batch);

        await SweepAsync(new FakeStarter(BatchRunState.Ended));

        var failed = await _world.BatchAsync(batch.BatchId);
        Assert.Equal((BatchStatus.Failed, "batch_failed", 0L), (failed.Status, Assert.Single(failed.Errors).Code, failed.HeldNanoUsd));
        await AssertReleasedAsync();
        Assert.Equal("https://example.com/done", Assert.Single(_sent).Address.ToString());
        Assert.Empty((await _world.RowsAsync()).OfType<WebhookRow>());
    }

    [Fact]
    public async Task RunAsync_ChunkOfADeadRunner_IsReleasedOnceItsClaimIsOverAndWhatFlewIsInDoubt()
    {
        var batch = await CreateAsync(row => row with { Status = BatchStatus.Cancelled, CancelledAt = row.CreatedAt, MaxConcurrency = 2 });
        var running = await CreateAsync(row => row with { MaxConcurrency = 2 });
        await ReserveAsync(running);
        var provider = new FakeProvider((_, _) => throw new ProcessDiedException());
        await Assert.ThrowsAsync<ProcessDiedException>(() => _world.Instance(provider).Runner.RunAsync(KeyOf(running), Token));
        await _world.Instance().Book.ChangeAsync(KeyOf(running).Batch, row => BatchStates.Broken(row, row.CreatedAt), Token);

        await SweepAsync(new FakeStarter(BatchRunState.Ended));
        Assert.True((await _world.BatchAsync(running.BatchId)).HeldNanoUsd > 0);
        _world.Time.Advance(TimeSpan.FromSeconds(31));
        await SweepAsync(new FakeStarter(BatchRunState.Ended));

        await AssertReleasedAsync();
        var entries = (await _world.RowsAsync()).OfType<EntryRow>().ToList();
        Assert.Equal(2, entries.Count(entry => entry.Status is EntryStatus.InDoubt));
        Assert.Equal(entries.Sum(entry => entry.CostNanoUsd), (await _world.BatchAsync(running.BatchId)).CostNanoUsd);
        Assert.Equal(BatchStatus.Cancelled, (await _world.BatchAsync(batch.BatchId)).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task RunAsync_CutOffAnywhereOnTwoInstances_ReleasesOnce(int seed)
    {
        var batches = new List<BatchRow>();
        for (var count = 0; count < 4; count++)
        {
            batches.Add(await CreateAsync());
            await ReserveAsync(batches[^1]);
        }

        var faulty = new FaultyRowStores(
            _world.Rows, FaultPlan.Seeded(seed, 30, RowFault.AnswerLost, RowFault.RequestLost, RowFault.Conflict), TimeProvider.System);
        var stores = new CommitFaultsOnly(_world.Rows, faulty);
        for (var run = 0; run < 3; run++)
        {
            await Task.WhenAll(
                Task.Run(() => SweepAsync(new FakeStarter(BatchRunState.Ended), stores)), Task.Run(() => SweepAsync(new FakeStarter(BatchRunState.Ended), stores)));
            await _world.AssertExactAsync();
        }

        _world.Time.Advance(TimeSpan.FromSeconds(31));
        await SweepAsync(new FakeStarter(BatchRunState.Ended));
        await AssertReleasedAsync();
        foreach (var batch in batches)
        {
            Assert.Equal(BatchStatus.Failed, (await _world.BatchAsync(batch.BatchId)).Status);
        }
    }

    [Fact]
    public async Task RunAsync_EndedLongAgo_LosesItsContentAndKeepsItsRow()
    {
        var ended = await CreateAsync();
        Assert.True(await _world.Instance().FinishAsync(ended.BatchId, 0));
        await _world.Instance().Book.ChangeAsync(
            new BatchKey(RunWorld.Tenant, ended.BatchId), row => BatchStates.Ended(row, false, null, null, _world.Time.GetUtcNow()), Token);
        var other = await CreateAsync();
        _world.Time.Advance(TimeSpan.FromDays(29));
        await SweepAsync(new FakeStarter(BatchRunState.Running));
        Assert.NotEmpty(await BlobsAsync(ended));

        _world.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        await SweepAsync(new FakeStarter(BatchRunState.Running));

        Assert.Empty(await BlobsAsync(ended));
        Assert.NotEmpty(await BlobsAsync(other));
        Assert.Empty((await _world.RowsAsync()).OfType<ChunkRow>());
        var row = await _world.BatchAsync(ended.BatchId);
        Assert.True(row is { IsContentRemoved: true, Status: BatchStatus.Completed, CostNanoUsd: > 0 });
    }

    [Fact]
    public async Task RunAsync_OlderThanAnyBatchCanRun_ComesRoundWithinADay()
    {
        var old = await CreateAsync(row => row with { Status = BatchStatus.Completed, CompletedAt = row.CreatedAt });
        _world.Time.Advance(TimeSpan.FromDays(50));

        for (var run = 0; run < 62; run++)
        {
            _world.Time.Advance(TimeSpan.FromMinutes(5));
            await SweepAsync(new FakeStarter(BatchRunState.Missing));
        }

        Assert.Empty(await BlobsAsync(old));
        Assert.True((await _world.BatchAsync(old.BatchId)).IsContentRemoved);
    }

    private static ChunkKey KeyOf(BatchRow batch) => new(RunWorld.Tenant, batch.BatchId, 0, 1);

    private async Task<BatchRow> CreateAsync(Func<BatchRow, BatchRow>? change = null)
    {
        if (await _world.Rows.Accounts.GetAsync(RunWorld.Tenant, HeadRow.Key, Token) is null)
        {
            var now = _world.Time.GetUtcNow();
            await _world.CreateTenantAsync(new TenantDocument());
            await _world.Rows.Directory.CommitAsync(
                TenantIndexRow.Partition, [RowChange.Insert(new TenantIndexRow(RunWorld.Tenant, now, Deleted: false))], Token);
        }

        // Its id tells when it was made, which the sweep goes by.
        var id = BatchIds.Of(Ulid.NewUlid(_world.Time.GetUtcNow()).ToString());
        return await _world.CreateBatchAsync(5, change: row => change?.Invoke(row with { BatchId = id }) ?? row with { BatchId = id });
    }

    private async Task ReserveAsync(BatchRow batch) => Assert.Equal(5, (await _world.Instance().Reservations.ReserveAsync(KeyOf(batch), Token)).Granted);

    private Task<IReadOnlyList<string>> BlobsAsync(BatchRow batch) =>
        _world.Blobs.ListAsync(BatchBlobs.Prefix(RunWorld.Tenant, batch.BatchId), null, 10, Token);

    private async Task AssertReleasedAsync()
    {
        await _world.AssertExactAsync();
        var rows = await _world.RowsAsync();
        Assert.All(rows.OfType<ReservationRow>(), static row => Assert.True(row.Closed));
        Assert.All(rows.OfType<WindowRow>(), static window => Assert.Equal(0, window.HeldNanoUsd));
    }

    private Task SweepAsync(FakeStarter starter, IRowStores? stores = null)
    {
        var rows = stores ?? _world.Rows;
        var instance = _world.Instance(rows: rows);
        var deliveries = new WebhookDeliveries(
            rows, new WebhookSecrets(rows, new AuditTrail(rows, _world.Time), new WebhookKey(null), _world.Time), PostAsync, _world.Time, NullLogger<WebhookDeliveries>.Instance);
        var ends = new BatchEnds(instance.Book, rows, new SessionDirectory(rows, _world.Time), deliveries, _world.Time);
        var open = new OpenReservations(rows, instance.Runner, instance.Reservations);
        return new BatchSweep(rows, _world.Blobs, instance.Book, ends, open, _world.Time, NullLogger<BatchSweep>.Instance).RunAsync(starter, Token);
    }

    private Task<WebhookFault?> PostAsync(WebhookNotice notice, CancellationToken cancellationToken)
    {
        _sent.Add(notice);
        return Task.FromResult<WebhookFault?>(null);
    }
}
