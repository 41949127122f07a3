using GenOps.Application.Batches;
using GenOps.Core.Ledger;

namespace GenOps.Application.Tests.Batches;

public sealed class ChunkCrashTests
{
    private const int Items = 6;

    /// <summary>The process dies at each of its writes in turn, rows and blobs alike; another one takes over and finishes.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chunk_DeathAtEachWrite_EveryLineOnceEveryCallPaidOnce(bool isDone)
    {
        for (var dyingWrite = 0; ; dyingWrite++)
        {
            var world = new RunWorld();
            await world.CreateTenantAsync(new() { DailyLimitNanoUsd = 1_000 * RunWorld.WorstNanoUsd });
            var batch = await world.CreateBatchAsync(Items, change: row => row with { MaxConcurrency = 2 });
            var provider = new FakeProvider();
            var mortal = new MortalProcess(world.Rows, world.Blobs, dyingWrite, isDone);
            try
            {
                await world.Instance(provider, mortal, mortal).FinishAsync(batch.BatchId, 0);
            }
            catch (ProcessDiedException)
            {
                // As planned.
            }

            await world.AssertExactAsync();
            world.Time.Advance(TimeSpan.FromSeconds(31));
            Assert.True(await world.Instance(provider).FinishAsync(batch.BatchId, 0), $"write {dyingWrite}");

            await AssertFinishedAsync(world, batch.BatchId, provider, dyingWrite);
            if (!mortal.IsDead)
            {
                // Two items end together: their results are one write, their entries another.
                Assert.True(dyingWrite > Items, $"Only {dyingWrite} writes were tried.");
                return;
            }
        }
    }

    private static async Task AssertFinishedAsync(RunWorld world, string batchId, FakeProvider provider, int dyingWrite)
    {
        await world.AssertExactAsync();
        var results = await world.ResultsAsync(batchId, 0);
        Assert.Equal(
            Enumerable.Range(0, Items).Select(item => $"item-{item}"), results.Select(result => result.Line.GetProperty("custom_id").GetString()));
        Assert.All(results, result => Assert.True(result.IsOutput));

        var entries = (await world.RowsAsync()).OfType<EntryRow>().ToList();
        Assert.Equal(Items, entries.Count(entry => entry.Status is EntryStatus.Succeeded));
        var inDoubt = entries.Count(entry => entry.Status is EntryStatus.InDoubt);
        Assert.True(provider.Count <= Items + inDoubt, $"write {dyingWrite}: {provider.Count} calls, {Items} + {inDoubt} entries");
        Assert.True(inDoubt <= 2, $"write {dyingWrite}: more in doubt than was in flight");
        var batch = await world.BatchAsync(batchId);
        Assert.Equal((Items, 0, 1, 0L), (batch.Completed, batch.Failed, batch.ChunksDone, batch.HeldNanoUsd));
        Assert.Equal(entries.Sum(entry => entry.CostNanoUsd), batch.CostNanoUsd);
    }
}
