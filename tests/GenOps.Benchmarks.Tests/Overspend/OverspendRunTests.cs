using GenOps.Benchmarks.Load;
using GenOps.Benchmarks.Overspend;

namespace GenOps.Benchmarks.Tests.Overspend;

/// <summary>The comparison itself, at every number of instances.</summary>
public sealed class OverspendRunTests
{
    [Fact]
    public async Task Run_AllInstances_OnlyCheckThenChargeOverspends()
    {
        var topic = await OverspendRun.RunAsync(new Effort(IsQuick: true));

        Assert.Equal(["1", "2", "8"], topic.Grid!.Rows.Select(static row => row[0]));
        Assert.All(topic.Grid.Rows, static row => Assert.Equal(("1.00", "100 of 100"), (row[2], row[4])));
        Assert.All(topic.Figures.Where(static figure => figure.Target is not null), static figure => Assert.False(figure.IsMissed));
        Assert.True(topic.Figures[1].Value > 1, $"Check then charge spent only {topic.Figures[1].Value:0.00} of the limit.");
    }
}
