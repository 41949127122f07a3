using GenOps.Core.Batches;

namespace GenOps.Core.Tests.Batches;

public sealed class ReservationRowTests
{
    [Theory]
    [InlineData(true, ItemState.Answered, ItemState.Failed, true)]
    [InlineData(false, ItemState.Answered, ItemState.Failed, false)]
    [InlineData(true, ItemState.Answered, ItemState.Waiting, false)]
    [InlineData(true, ItemState.Answered, ItemState.InFlight, false)]
    [InlineData(true, ItemState.Answered, ItemState.Faulted, false)]
    [InlineData(true, ItemState.Answered, ItemState.Lost, false)]
    public void EndsChunk_ItemsOfTheRest_OnlyOnceAllHaveTheirLine(bool isRest, ItemState first, ItemState second, bool expected)
    {
        var row = new ReservationRow
        {
            BatchId = "b", Chunk = 0, Attempt = 1, Path = "", Day = new DateOnly(2026, 11, 24), ScopesVersion = 1,
            Items = [new ReservedItem(0, 5, first), new ReservedItem(1, 5, second)], IsRest = isRest, GrantedNanoUsd = 10,
        };

        Assert.Equal(expected, row.EndsChunk);
    }
}
