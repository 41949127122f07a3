using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;
using GenOps.Simulator;
using GenOps.TestKit;

namespace GenOps.Functions.Tests.Idempotency;

/// <summary>Keys are the storage's, not an instance's.</summary>
public sealed class SharedStorageTests
{
    private const string Tenant = "acme";

    [Fact]
    public async Task Chat_SameKeyAtAnotherInstanceAndAfterARestart_ReplaysTheSameBytes()
    {
        await using var azurite = await TestAzurite.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var simulator = await SimulatorServer.StartAsync();
        string[] settings = ["GENOPS_STORAGE=tables", $"AzureWebJobsStorage={azurite.ConnectionString}"];
        string key;
        var answers = new List<string>();
        await using (var first = await AppHost.StartAsync(simulator, settings))
        await using (var second = await AppHost.StartAsync(simulator, settings))
        {
            key = await TenantSeed.CreateAsync(first.Stores, Tenant, new TenantDocument());
            foreach (var app in (AppHost[])[first, second])
            {
                answers.Add(await ChatAsync(app, key));
            }
        }

        await using var restarted = await AppHost.StartAsync(simulator, settings);
        answers.Add(await ChatAsync(restarted, key));

        Assert.Single(answers.Distinct());
        Assert.Single(simulator.Books.ReadCalls());
        var audit = await Audit.ReadAtRestAsync(restarted.Stores, Tenant, TestContext.Current.CancellationToken);
        Assert.Single(audit.Entries);
        audit.AssertSumsAgree();
    }

    [Fact]
    public async Task Chat_SameKeyAtTwoInstancesAtOnce_IsCalledAndChargedOnce()
    {
        await using var azurite = await TestAzurite.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var simulator = await SimulatorServer.StartAsync();
        string[] settings = ["GENOPS_STORAGE=tables", $"AzureWebJobsStorage={azurite.ConnectionString}"];
        await using var first = await AppHost.StartAsync(simulator, settings);
        await using var second = await AppHost.StartAsync(simulator, settings);
        var key = await TenantSeed.CreateAsync(first.Stores, Tenant, new TenantDocument());

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(call =>
            new InferenceCaller(call % 2 == 0 ? first : second, Tenant, key).ChatAsync("[[sim:latency=300]]", null, ("Idempotency-Key", "k-1"))));

        Assert.Single(simulator.Books.ReadCalls());
        Assert.Contains(replies, static reply => reply.Status == 200);
        Assert.All(replies, static reply => Assert.True(reply.Status is 200 or 409, reply.Text));
        Assert.Single((await Audit.ReadAtRestAsync(first.Stores, Tenant, TestContext.Current.CancellationToken)).Entries);
    }

    private static async Task<string> ChatAsync(AppHost app, string key)
    {
        var reply = await new InferenceCaller(app, Tenant, key).ChatAsync("", null, ("Idempotency-Key", "k-1"));
        Assert.True(reply.Status == 200, reply.Text);
        return reply.Text;
    }
}
