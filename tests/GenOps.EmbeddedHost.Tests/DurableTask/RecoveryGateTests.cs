using GenOps.EmbeddedHost.DurableTask.Engine;

namespace GenOps.EmbeddedHost.Tests.DurableTask;

public sealed class RecoveryGateTests
{
    [Fact]
    public void IsPassed_InstanceLoadedAfterAllAreKnown_WaitsForItsRows()
    {
        var gate = new RecoveryGate();
        gate.Open("a");
        gate.Complete();
        Assert.False(gate.IsPassed);

        gate.Loaded("a", ["a|1"]);
        Assert.False(gate.IsPassed);
        gate.Close("a|1");

        Assert.True(gate.IsPassed);
    }

    [Fact]
    public void IsPassed_InstanceLoadedAgainLater_StaysPassed()
    {
        var gate = new RecoveryGate();
        gate.Open("a");
        gate.Complete();
        gate.Loaded("a", []);

        gate.Loaded("a", ["a|2"]);

        Assert.True(gate.IsPassed);
    }
}
