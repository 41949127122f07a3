using GenOps.Core.Accounts;

namespace GenOps.Core.Tests.Accounts;

public sealed class HeadBackoffTests
{
    private static readonly OwnerTime Now = new(TimeSpan.FromSeconds(1), DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(4, 80)]
    [InlineData(5, 100)]
    [InlineData(50, 100)]
    public void Conflicted_TimesInARow_WaitsUpToTwiceAsLong(int times, int milliseconds)
    {
        var waits = Enumerable.Range(0, 200).Select(number => WaitOf($"owner{number}", times)).ToList();

        Assert.All(waits, wait => Assert.InRange(wait.TotalMilliseconds, 0, milliseconds));
        Assert.Contains(waits, wait => wait.TotalMilliseconds > milliseconds * 0.9);
        Assert.Contains(waits, wait => wait.TotalMilliseconds < milliseconds * 0.1);
    }

    [Fact]
    public void Ends_AfterTheWait_IsTrueOnce()
    {
        var backoff = new HeadBackoff("owner");
        backoff.Conflicted(Now);
        var over = Now with { Monotonic = backoff.Until };

        Assert.Equal((false, true, false), (backoff.Ends(Now), backoff.Ends(over), backoff.Ends(over)));
    }

    [Fact]
    public void Succeeded_AfterConflicts_StartsAnew()
    {
        var backoff = new HeadBackoff("owner");
        for (var conflict = 0; conflict < 20; conflict++)
        {
            backoff.Conflicted(Now);
        }

        backoff.Succeeded();
        Assert.Equal(TimeSpan.MinValue, backoff.Until);
        backoff.Conflicted(Now);
        Assert.InRange((backoff.Until - Now.Monotonic).TotalMilliseconds, 0, 10);
    }

    private static TimeSpan WaitOf(string owner, int times)
    {
        var backoff = new HeadBackoff(owner);
        for (var conflict = 0; conflict < times; conflict++)
        {
            backoff.Conflicted(Now);
        }

        return backoff.Until - Now.Monotonic;
    }
}
