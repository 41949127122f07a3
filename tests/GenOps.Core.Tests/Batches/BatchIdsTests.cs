using GenOps.Core.Batches;

namespace GenOps.Core.Tests.Batches;

public sealed class BatchIdsTests
{
    [Theory]
    [InlineData("batch_01JDRQ4V5K8T2M3N6P7R9S0A1B", true)]
    [InlineData("batch_01JDRQ4V5K8T2M3N6P7R9S0A1", false)]
    [InlineData("batch_01jdrq4v5k8t2m3n6p7r9s0a1b", false)]
    [InlineData("Batch_01JDRQ4V5K8T2M3N6P7R9S0A1B", false)]
    [InlineData("01JDRQ4V5K8T2M3N6P7R9S0A1B", false)]
    [InlineData("batch_../../../../../../../../", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsValid_Text_OnlyIds(string? text, bool expected) => Assert.Equal(expected, BatchIds.IsValid(text));

    [Fact]
    public void KeyOf_NewerBatch_SortsFirst()
    {
        var (older, newer) = (BatchRow.KeyOf("batch_01JDRQ4V5K8T2M3N6P7R9S0A1B"), BatchRow.KeyOf("batch_01JDRQ4V5M8T2M3N6P7R9S0A1B"));

        Assert.True(string.CompareOrdinal(newer, older) < 0);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(16, 1, 16)]
    [InlineData(17, 2, 8)]
    [InlineData(64, 4, 16)]
    [InlineData(256, 16, 16)]
    public void CallsInFlight_AllChunksTogether_StayWithinTheBatchsLimit(int concurrency, int chunks, int calls)
    {
        Assert.Equal((chunks, calls), (BatchLimits.ChunksInFlight(concurrency), BatchLimits.CallsInFlight(concurrency)));
        Assert.InRange(chunks * calls, 1, concurrency);
    }
}
