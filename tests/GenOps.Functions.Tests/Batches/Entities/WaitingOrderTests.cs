using GenOps.Functions.Batches.Entities;

namespace GenOps.Functions.Tests.Batches.Entities;

public sealed class WaitingOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly WaitingOrder _order = new();

    [Fact]
    public void MayAsk_NobodysTurn_Anybody() => Assert.True(_order.MayAsk("a", Now));

    [Fact]
    public void MayAsk_AnothersTurn_WaitsUntilTheTurnIsOver()
    {
        _order.Refused("b");
        _order.Next(Now);

        Assert.False(_order.MayAsk("a", Now));
        Assert.False(_order.MayAsk("a", Now));
        Assert.Equal(["b", "a"], _order.Waiting);
        Assert.True(_order.MayAsk("a", Now + WaitingOrder.TurnTime));
    }

    [Fact]
    public void Refused_WithinATurn_PassesTheTurnToEachOnceAndThenToNobody()
    {
        foreach (var batch in (string[])["a", "b", "c"])
        {
            Assert.Null(_order.Refused(batch));
        }

        Assert.Equal("a", _order.Next(Now));
        Assert.Equal("b", _order.Refused("a"));
        Assert.Equal("c", _order.Refused("b"));
        Assert.Null(_order.Refused("c"));
        Assert.True(_order.MayAsk("d", Now));
    }

    [Fact]
    public void Granted_Batch_LetsTheNextOneLook()
    {
        _order.Refused("a");
        _order.Refused("b");
        _order.Next(Now);

        Assert.Equal("b", _order.Granted("a", Now));
        Assert.Null(_order.Granted("b", Now));
        Assert.Empty(_order.Waiting);
    }

    [Fact]
    public void Leave_BatchWhoseTurnItIs_EndsTheTurn()
    {
        _order.Refused("a");
        _order.Next(Now);

        _order.Leave("a");

        Assert.True(_order.MayAsk("b", Now));
        Assert.Empty(_order.Waiting);
    }
}
