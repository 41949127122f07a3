using System.Globalization;
using System.Text;
using GenOps.Application.Batches;
using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.Core.Wire;
using GenOps.Functions.Batches.Entities;
using GenOps.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Functions.Tests.Batches.Entities;

public sealed class BudgetEntityTests : IAsyncLifetime
{
    private const string Tenant = "acme";
    private const int ChunkItems = 4;

    private static readonly long ChunkCost = ChunkItems * BatchApi.WorstOf(string.Empty);

    private AppHost _app = null!;
    private EntityCall _entity = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await AppHost.StartAsync();

        // Turns end by the clock, so it stands still.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        _entity = new EntityCall(() => new BudgetEntity(_app.Services.GetRequiredService<BatchReservations>(), time), Tenant);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Reserve_SameBatchAndChunkAgain_AnswersTheSameAndHoldsOnce()
    {
        await CreateTenantAsync(10 * ChunkCost);
        var batch = await CreateBatchAsync();

        var first = await ReserveAsync(batch, 0);
        var again = await ReserveAsync(batch, 0);
        var other = await ReserveAsync(batch, 1);

        Assert.Equal((ChunkItems, ChunkItems, ChunkItems), (first.Granted, again.Granted, other.Granted));
        Assert.Equal(2 * ChunkCost, await HeldAsync(batch));
    }

    [Fact]
    public async Task Settle_Again_ReturnsOnce()
    {
        await CreateTenantAsync(10 * ChunkCost);
        var batch = await CreateBatchAsync();
        await ReserveAsync(batch, 0);
        await ReserveAsync(batch, 1);

        await SettleAsync(batch, 0);
        await SettleAsync(batch, 0);

        Assert.Equal(ChunkCost, await HeldAsync(batch));
    }

    [Fact]
    public async Task Reserve_RoomForOneChunk_GoesRoundBetweenTwoBatches()
    {
        await CreateTenantAsync(ChunkCost);
        string[] batches = [await CreateBatchAsync(), await CreateBatchAsync()];
        Assert.Equal(ChunkItems, (await ReserveAsync(batches[0], 0)).Granted);
        Assert.Equal(ReservationRefusal.InFlight, (await ReserveAsync(batches[1], 0)).Refusal);

        for (var round = 1; round <= 4; round++)
        {
            var (owner, waiter) = round % 2 == 1 ? (batches[0], batches[1]) : (batches[1], batches[0]);
            var chunk = (round - 1) / 2;

            // Money comes back, and the owner asks at once: but it is the other's turn.
            Assert.Equal(waiter, await SettleAsync(owner, chunk));
            Assert.Equal(ReservationRefusal.InFlight, (await ReserveAsync(owner, chunk + 1)).Refusal);
            Assert.Equal(ChunkItems, (await ReserveAsync(waiter, round / 2)).Granted);
        }
    }

    [Fact]
    public async Task Reserve_LimitPassed_LeavesTheRoundSoThatOthersDoNotWaitForIt()
    {
        await CreateTenantAsync(0);
        var batch = await CreateBatchAsync();

        Assert.Equal(ReservationRefusal.Exceeded, (await ReserveAsync(batch, 0)).Refusal);

        Assert.Empty(_entity.State.Waiting);
        Assert.Null(_entity.State.Turn);
    }

    [Fact]
    public async Task Reserve_Throws_StateAndAccountStayAndTheNextOperationWorks()
    {
        await CreateTenantAsync(ChunkCost);
        string[] batches = [await CreateBatchAsync(), await CreateBatchAsync()];
        await ReserveAsync(batches[0], 0);
        await ReserveAsync(batches[1], 0);
        var lost = await CreateBatchAsync(hasChunks: false);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReserveAsync(lost, 0));

        Assert.Equal([batches[1]], _entity.State.Waiting);
        Assert.Equal(ChunkCost, await HeldAsync(batches[0]));
        Assert.Equal(batches[1], await SettleAsync(batches[0], 0));
        Assert.Equal(ChunkItems, (await ReserveAsync(batches[1], 0)).Granted);
    }

    [Fact]
    public async Task Leave_BatchWhoseTurnItWas_FreesTheRound()
    {
        await CreateTenantAsync(ChunkCost);
        string[] batches = [await CreateBatchAsync(), await CreateBatchAsync()];
        await ReserveAsync(batches[0], 0);
        await ReserveAsync(batches[1], 0);
        await SettleAsync(batches[0], 0);

        await _entity.RunAsync<object>(nameof(BudgetEntity.Leave), batches[1]);

        Assert.Equal(ChunkItems, (await ReserveAsync(batches[0], 1)).Granted);
    }

    private static ChunkKey KeyOf(string batchId, int chunk) => new(Tenant, batchId, chunk, 1);

    private async Task<Reserved> ReserveAsync(string batchId, int chunk) =>
        (await _entity.RunAsync<ChunkAnswer>(nameof(BudgetEntity.Reserve), KeyOf(batchId, chunk)))!.Reserved;

    private Task<string?> SettleAsync(string batchId, int chunk) => _entity.RunAsync<string>(nameof(BudgetEntity.Settle), KeyOf(batchId, chunk));

    private Task<string> CreateTenantAsync(long limit) => TenantSeed.CreateAsync(_app.Stores, Tenant, new TenantDocument { DailyLimitNanoUsd = limit });

    private async Task<long> HeldAsync(string batchId) =>
        ((BatchRow)(await _app.Stores.Accounts.GetAsync(Tenant, BatchRow.KeyOf(batchId), Token))!.Row).HeldNanoUsd;

    private async Task<string> CreateBatchAsync(bool hasChunks = true)
    {
        var now = TimeProvider.System.GetUtcNow();
        var batch = new BatchRow
        {
            BatchId = BatchIds.Of(Ulid.NewUlid(now).ToString()), Status = BatchStatus.InProgress, Endpoint = InferenceEndpoint.ChatCompletions,
            InputFileId = "file-1", WindowHours = 24, CreatedAt = now, ExpiresAt = now.AddDays(1), Attribution = Attribution.None, KeyId = "k",
            ChunkSize = ChunkItems, MaxConcurrency = 64, OnBudget = BudgetGonePolicy.Wait, InProgressAt = now, Total = 4 * ChunkItems, ChunksTotal = 4,
        };
        Assert.True((await _app.Stores.Accounts.CommitAsync(Tenant, [RowChange.Insert(batch)], Token)).IsCommitted);
        var lines = string.Concat(Enumerable.Range(0, ChunkItems).Select(item => string.Create(
            CultureInfo.InvariantCulture, $$"""{"custom_id":"item-{{item}}","body":{{BatchApi.Body(string.Empty)}}}""") + "\n"));
        for (var chunk = 0; hasChunks && chunk < 4; chunk++)
        {
            await _app.Services.GetRequiredService<IBlobStore>().PutAsync(BatchBlobs.Chunk(Tenant, batch.BatchId, chunk), Encoding.UTF8.GetBytes(lines), Token);
        }

        return batch.BatchId;
    }
}
