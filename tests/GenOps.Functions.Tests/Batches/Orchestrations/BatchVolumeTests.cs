using GenOps.Core.Batches;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;
using GenOps.TestKit;
using GenOps.TestKit.Durable;

namespace GenOps.Functions.Tests.Batches.Orchestrations;

/// <summary>Large batches over HTTP, with bad lines among them.</summary>
public sealed class BatchVolumeTests
{
    private const string Tenant = "acme";
    private const int MaxMessageBytes = 45 * 1024;

    [Fact]
    public async Task Run_1000ItemsInStorage_EveryLineOnceInOrderAndCostIsTheBooks()
    {
        await using var azurite = await TestAzurite.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await RunAsync(1_000, "GENOPS_STORAGE=tables", $"AzureWebJobsStorage={azurite.ConnectionString}");
    }

    [Fact]
    public Task Run_10000ItemsInMemory_EveryLineOnceInOrderAndCostIsTheBooks() => RunAsync(10_000);

    private static async Task RunAsync(int items, params string[] settings)
    {
        var meter = new HubMeter();
        await using var app = await AppHost.StartAsync(meter.Use, null, settings);
        var key = await TenantSeed.CreateAsync(app.Stores, Tenant, new TenantDocument { DailyLimitNanoUsd = 1_000_000_000_000 });
        using var caller = new BatchCaller(app.Address, key);
        var fileId = await caller.UploadAsync(items, static item => IsBad(item) ? "[[sim:fault=400]]" : $"number {item % 13}");

        var batch = await caller.EndOfAsync(await caller.CreateAsync(fileId, 50, 64), TestContext.Current.CancellationToken);

        Assert.Equal("completed", batch.GetProperty("status").GetString());
        var answered = await caller.CustomIdsAsync(batch, "output_file_id");
        Assert.Equal(Enumerable.Range(0, items).Where(static item => !IsBad(item)).Select(BatchCaller.IdOf), answered);
        Assert.Equal(Enumerable.Range(0, items).Where(IsBad).Select(BatchCaller.IdOf), await caller.CustomIdsAsync(batch, "error_file_id"));
        var row = (BatchRow)(await app.Stores.Accounts.GetAsync(Tenant, BatchRow.KeyOf(batch.GetProperty("id").GetString()!), CancellationToken.None))!.Row;
        var proof = new BatchProof(await Audit.ReadAsync(app.Stores, Tenant), app.Simulator.Books.ReadCalls(), row);
        proof.AssertAtRest();
        proof.AssertEachAnswerIsPaidOnce(answered);
        Assert.Equal((proof.BilledNanoUsd, 0L), (row.CostNanoUsd, proof.InDoubtNanoUsd));
        Assert.Equal(answered.Count, app.Simulator.Books.CallCount);
        Assert.InRange(meter.LargestMessageBytes, 1, MaxMessageBytes);
    }

    private static bool IsBad(int item) => item % 100 == 7;
}
