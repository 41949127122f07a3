using System.Globalization;
using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Timers;

namespace GenOps.EmbeddedHost.Tests.Timers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("*/30 * * * * *", "2026-11-24T10:00:30Z")]
    [InlineData("0 */5 * * * *", "2026-11-24T10:05:00Z")]
    [InlineData("0 0 0 * * *", "2026-11-25T00:00:00Z")]
    [InlineData("0 30 9 * * 1-5", "2026-11-25T09:30:00Z")]
    [InlineData("0 30 9 * * Mon,Sun", "2026-11-29T09:30:00Z")]
    [InlineData("0 0 0 1 Jan *", "2027-01-01T00:00:00Z")]
    [InlineData("0 0 0 29 2 *", "2028-02-29T00:00:00Z")]
    [InlineData("00:01:30", "2026-11-24T10:01:31Z")]
    [InlineData("1.00:00:00", "2026-11-25T10:00:01Z")]
    public void NextAfter_Schedule_IsTheFirstTimeAfter(string schedule, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture),
            TimerSchedule.Parse(schedule).NextAfter(new DateTimeOffset(2026, 11, 24, 10, 0, 1, TimeSpan.Zero)));

    [Fact]
    public void NextAfter_DayThatNeverComes_IsNull() =>
        Assert.Null(TimerSchedule.Parse("0 0 0 30 2 *").NextAfter(DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData("")]
    [InlineData("* * * * *")]
    [InlineData("0 0 0 * * 7")]
    [InlineData("0 0 0 ? * *")]
    [InlineData("0 0 0 L * *")]
    [InlineData("0 0 0 * * 1#2")]
    [InlineData("@daily")]
    [InlineData("61 * * * * *")]
    [InlineData("00:00:00")]
    [InlineData("-00:00:01")]
    public void Parse_WhatTheGenuineHostWouldNotTake_IsRefused(string schedule)
    {
        var refusal = Assert.Throws<HostStartupException>(() => TimerSchedule.Parse(schedule));

        Assert.Contains($"'{schedule}'", refusal.Message, StringComparison.Ordinal);
    }
}
