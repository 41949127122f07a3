using GenOps.Core.Ledger;
using GenOps.Core.Sessions;

namespace GenOps.Core.Tests.Sessions;

public sealed class SessionSumsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_NoShares_IsEmpty()
    {
        var sums = SessionSums.Of([]);

        Assert.Equal(default, sums.Total);
        Assert.Null(sums.AverageNanoUsd);
        Assert.Null(sums.LastAt);
        Assert.Null(sums.Latency.PercentileMilliseconds(0.5));
    }

    [Fact]
    public void Of_SharesOfTwoInstances_AddsThemByModel()
    {
        var sums = SessionSums.Of(
        [
            Share("i1", At, 1, new() { ["b"] = Calls(2, 10), ["a"] = Calls(1, 5) }),
            Share("i2", At.AddMinutes(3), 9, new() { ["b"] = Calls(1, 8) }),
            Share("i3", At.AddMinutes(1), 0, []),
        ]);

        Assert.Equal(["a", "b"], sums.ByModel.Select(model => model.Key));
        Assert.Equal(Calls(3, 18), sums.ByModel[1].Value);
        Assert.Equal(Calls(4, 23), sums.Total);
        Assert.Equal(At.AddMinutes(3), sums.LastAt);
        Assert.Equal(LatencyHistogram.UpperMilliseconds(1), sums.Latency.PercentileMilliseconds(0.75));
        Assert.Equal(LatencyHistogram.UpperMilliseconds(9), sums.Latency.PercentileMilliseconds(0.76));
        Assert.Equal(6, sums.AverageNanoUsd);
    }

    [Fact]
    public void State_NotUsedForItsTimeout_IsEndedSinceThen()
    {
        var row = new SessionRow
        {
            SessionId = "01JDRQ4V5K8T2M3N6P7R9S0A1B", Attributes = Attribution.None, StartedAt = At, IdleTimeoutSeconds = 60,
        };
        var sums = SessionSums.Of([Share("i1", At.AddSeconds(30), 1, new() { ["a"] = Calls(1, 1) })]);

        Assert.Equal(SessionState.Ended, new SessionView(row, SessionSums.None, At.AddSeconds(60)).State);
        Assert.Equal(SessionState.Active, new SessionView(row, sums, At.AddSeconds(89)).State);
        var idle = new SessionView(row, sums, At.AddSeconds(500));
        Assert.Equal((SessionState.Ended, At.AddSeconds(90), TimeSpan.FromSeconds(90)), (idle.State, idle.EndedAt, idle.Duration));
    }

    [Fact]
    public void State_EndedByAnInstanceWhoseClockIsAhead_IsEnded()
    {
        var row = new SessionRow
        {
            SessionId = "01JDRQ4V5K8T2M3N6P7R9S0A1B", Attributes = Attribution.None, StartedAt = At, IdleTimeoutSeconds = 60, EndedAt = At.AddSeconds(1),
        };

        Assert.Equal(SessionState.Ended, new SessionView(row, SessionSums.None, At).State);
        Assert.Equal(TimeSpan.Zero, new SessionView(row with { EndedAt = At.AddSeconds(-9) }, SessionSums.None, At).Duration);
    }

    private static Tally Calls(long operations, long nanoUsd) => new() { Operations = operations, CostNanoUsd = nanoUsd };

    private static SessionPartialRow Share(string owner, DateTimeOffset lastAt, int bucket, Dictionary<string, Tally> byModel)
    {
        var counts = new long[LatencyHistogram.BucketCount];
        counts[bucket] = byModel.Values.Sum(tally => tally.Operations);
        return new SessionPartialRow("s", owner, byModel, LatencyHistogram.FromCounts(counts), At, lastAt);
    }
}
