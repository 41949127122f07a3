using GenOps.Application.Batches;
using GenOps.Functions.Batches.Orchestrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenOps.Functions.Tests.Batches.Orchestrations;

public sealed class DurableBatchStarterTests
{
    private static readonly BatchKey Batch = new("acme", "batch_01JDRQ4V5K8T2M3N6P7R9S0A1B");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAndHint_HubOutOfReach_AreLeftToTheSweepAndTheWaiter()
    {
        await using var client = new BrokenClient();
        var starter = Over(client);

        await starter.StartAsync(Batch, Token);
        await starter.HintAsync(Batch, Token);

        Assert.Equal(2, client.Calls);
    }

    [Fact]
    public async Task State_HubOutOfReach_IsNotGuessed()
    {
        await using var client = new BrokenClient();

        await Assert.ThrowsAsync<TimeoutException>(() => Over(client).StateAsync(Batch, Token));
    }

    private static DurableBatchStarter Over(BrokenClient client) => new(client, NullLogger<DurableBatchStarter>.Instance);
}
