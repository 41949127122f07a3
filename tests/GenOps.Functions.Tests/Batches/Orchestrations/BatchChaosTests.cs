using GenOps.Core.Batches;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Batches.Orchestrations;

/// <summary>A batch on a host that delivers activities twice, mixes events and loses turns.</summary>
public sealed class BatchChaosTests
{
    private const string Tenant = "acme";
    private const int Items = 200;

    [Theory]
    [InlineData("11:0.2")]
    [InlineData("12:0.3")]
    public async Task Run_ChaosAndFaults_EveryLineOnceAndEveryAnswerPaidOnce(string chaos)
    {
        await using var app = await AppHost.StartAsync(null, $"GenOps:EmbeddedHost:Chaos={chaos}", "GenOps:Batches:ClaimSeconds=10");
        var key = await TenantSeed.CreateAsync(app.Stores, Tenant, new TenantDocument { DailyLimitNanoUsd = 1_000_000_000_000 });
        using var caller = new BatchCaller(app.Address, key);
        var fileId = await caller.UploadAsync(Items, TextOf);

        var batch = await caller.EndOfAsync(await caller.CreateAsync(fileId, 10, 64), TestContext.Current.CancellationToken);

        Assert.Equal("completed", batch.GetProperty("status").GetString());
        var answered = await caller.CustomIdsAsync(batch, "output_file_id");
        Assert.Equal(Enumerable.Range(0, Items).Where(static item => !IsBad(item)).Select(BatchCaller.IdOf), answered);
        Assert.Equal(Enumerable.Range(0, Items).Where(IsBad).Select(BatchCaller.IdOf), await caller.CustomIdsAsync(batch, "error_file_id"));
        var row = (BatchRow)(await app.Stores.Accounts.GetAsync(Tenant, BatchRow.KeyOf(batch.GetProperty("id").GetString()!), CancellationToken.None))!.Row;
        var proof = new BatchProof(await Audit.ReadAsync(app.Stores, Tenant), app.Simulator.Books.ReadCalls(), row);
        proof.AssertAtRest();
        proof.AssertEachAnswerIsPaidOnce(answered);
        Assert.Equal(answered.Count, app.Simulator.Books.CallCount);
    }

    private static bool IsBad(int item) => item % 50 == 7;

    // Some are refused at first, which is free and tried again.
    private static string TextOf(int item) =>
        IsBad(item) ? "[[sim:fault=400]]" : item % 20 == 3 ? $"[[sim:fault=429,times=1,id=busy-{item}]]" : string.Empty;
}
