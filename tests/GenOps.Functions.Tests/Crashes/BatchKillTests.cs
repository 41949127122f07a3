using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using GenOps.Adapters.Storage;
using GenOps.Application.Storage;
using GenOps.Core.Batches;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;
using GenOps.Simulator;
using GenOps.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Crashes;

/// <summary>kill -9 while a batch runs, again and again: it ends with every line, and every answer of the provider is paid or in doubt.</summary>
public sealed class BatchKillTests
{
    private const int Rounds = 30;
    private const int Items = 600;
    private const int ChunkSize = 10;
    private const int MaxConcurrency = 32;
    private const int Seed = 20261124;
    private const string Tenant = "acme";

    private readonly Random _random = new(Seed);

    [Fact]
    public async Task Kill_ThirtyTimesWithinABatch_EveryLineOnceAndEveryAnswerPaidOrInDoubt()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var azurite = await TestAzurite.StartAsync(cancellationToken: cancellationToken);
        await using var simulator = await SimulatorServer.StartAsync(cancellationToken: cancellationToken);
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddStorage(Configuration(azurite.ConnectionString)).BuildServiceProvider();
        var stores = services.GetRequiredService<IRowStores>();
        await stores.CheckAsync(cancellationToken);
        var key = await TenantSeed.CreateAsync(stores, Tenant, new TenantDocument { DailyLimitNanoUsd = 1_000_000_000_000 });
        string? batchId = null;
        for (var round = 0; round < Rounds; round++)
        {
            await using var app = await StartAsync(azurite.ConnectionString, simulator.BaseAddress);
            if (batchId is null)
            {
                using var caller = new BatchCaller(app.Address, key);
                var fileId = await caller.UploadAsync(Items, static item => item % 100 == 7 ? "[[sim:fault=400]]" : "[[sim:latency=100]]");
                batchId = await caller.CreateAsync(fileId, ChunkSize, MaxConcurrency);
            }

            await MomentAsync(simulator, cancellationToken);
            await app.KillAsync();
            Assert.True(await BatchAsync(stores, batchId) is { IsOver: false }, $"The batch ended in round {round}; it was to be killed {Rounds} times.");
        }

        await KillFinalizingAsync(azurite.ConnectionString, simulator, stores, batchId!, cancellationToken);
        await using var last = await StartAsync(azurite.ConnectionString, simulator.BaseAddress);
        using var reader = new BatchCaller(last.Address, key);
        var batch = await reader.EndOfAsync(batchId!, cancellationToken);

        var answered = await reader.CustomIdsAsync(batch, "output_file_id");
        Assert.Equal("completed", batch.GetProperty("status").GetString());
        Assert.Equal(Enumerable.Range(0, Items).Where(static item => item % 100 != 7).Select(BatchCaller.IdOf), answered);
        Assert.Equal(
            Enumerable.Range(0, Items).Where(static item => item % 100 == 7).Select(BatchCaller.IdOf), await reader.CustomIdsAsync(batch, "error_file_id"));
        AssertCounts(batch, answered.Count);
        var proof = new BatchProof(
            await Audit.ReadAtRestAsync(stores, Tenant, cancellationToken), simulator.Books.ReadCalls(), await BatchAsync(stores, batchId!));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {Seed}: {simulator.Books.CallCount} billed, {proof.BilledNanoUsd} nano-USD; {proof.InDoubtNanoUsd} nano-USD in doubt");
        proof.AssertAtRest();
        proof.AssertEachAnswerIsPaidOnce(answered);
        Assert.NotEqual(0, proof.InDoubtNanoUsd);
    }

    /// <summary>Once more while the files are put together.</summary>
    private static async Task KillFinalizingAsync(
        string storage, SimulatorServer simulator, IRowStores stores, string batchId, CancellationToken cancellationToken)
    {
        await using var app = await StartAsync(storage, simulator.BaseAddress);
        while (await BatchAsync(stores, batchId) is { FinalizingAt: null })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }

        await app.KillAsync();
    }

    /// <summary>Ends after some calls more, or at a moment before or between them.</summary>
    private async Task MomentAsync(SimulatorServer simulator, CancellationToken cancellationToken)
    {
        if (_random.Next(3) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(800)), TimeProvider.System, cancellationToken);
            return;
        }

        var calls = simulator.Books.CallCount + _random.Next(1, 20);
        while (simulator.Books.CallCount < calls)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }

    // Storage lets no lease be shorter than 15 seconds; here nobody waits until the dead process's one has run out.
    private static async Task<AppProcess> StartAsync(string storage, Uri provider)
    {
        var lease = new BlobContainerClient(storage, "genops-embedded").GetBlobClient("lease").GetBlobLeaseClient();
        try
        {
            await lease.BreakAsync(TimeSpan.Zero);
        }
        catch (Azure.RequestFailedException exception) when (exception.Status is 404 or 409)
        {
            // There is none.
        }

        return await AppProcess.StartAsync(storage, provider, "GenOps:Batches:ClaimSeconds=2", "GenOps:RetryBaseMilliseconds=1");
    }

    private static void AssertCounts(JsonElement batch, int answered)
    {
        var counts = batch.GetProperty("request_counts");
        Assert.Equal(
            (Items, answered, Items - answered),
            (counts.GetProperty("total").GetInt32(), counts.GetProperty("completed").GetInt32(), counts.GetProperty("failed").GetInt32()));
    }

    private static async Task<BatchRow> BatchAsync(IRowStores stores, string batchId) =>
        (BatchRow)(await stores.Accounts.GetAsync(Tenant, BatchRow.KeyOf(batchId), CancellationToken.None))!.Row;

    private static IConfiguration Configuration(string storage) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", storage)]).Build();
}
