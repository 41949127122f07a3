using System.Threading.Channels;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GenOps.EmbeddedHost.Tests.Timers;

public sealed class TimerTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    private readonly ObservedTimeProvider _time = new(Start);
    private readonly Runs _runs = new();

    [Fact]
    public async Task Run_WhenDue_GetsItsSchedule()
    {
        await using var host = await StartAsync(typeof(EveryFiveMinutes));

        Assert.Equal(TimeSpan.FromMinutes(5), await _time.NextWaitAsync());
        _time.Advance(TimeSpan.FromMinutes(5));
        AssertRun(await _runs.NextAsync(), last: default, next: Start.AddMinutes(10));

        Assert.Equal(TimeSpan.FromMinutes(5), await _time.NextWaitAsync());
        _time.Advance(TimeSpan.FromMinutes(5));
        AssertRun(await _runs.NextAsync(), last: Start.AddMinutes(5), next: Start.AddMinutes(15));
    }

    [Fact]
    public async Task Run_LongerThanItsInterval_NeverOverlapsAndIsCaughtUpOnce()
    {
        _runs.HoldNext();
        await using var host = await StartAsync(typeof(EveryFiveMinutes));
        await _time.NextWaitAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.False((await _runs.NextAsync()).IsPastDue);

        _time.Advance(TimeSpan.FromMinutes(17));
        Assert.Equal(1, _runs.Count);
        _runs.Release();

        var late = await _runs.NextAsync();
        Assert.True(late.IsPastDue);
        AssertRun(late, last: Start.AddMinutes(5), next: Start.AddMinutes(25));
        Assert.Equal(TimeSpan.FromMinutes(3), await _time.NextWaitAsync());
        Assert.Equal(2, _runs.Count);
        Assert.Equal(1, _runs.MostAtOnce);
    }

    [Fact]
    public async Task Run_RunOnStartup_RunsAtOnceAndThenAsScheduled()
    {
        await using var host = await StartAsync(typeof(OnStartup));

        AssertRun(await _runs.NextAsync(), last: default, next: Start.AddHours(1));
        Assert.Equal(TimeSpan.FromHours(1), await _time.NextWaitAsync());
    }

    [Fact]
    public async Task Run_ThatThrows_IsLoggedOnceAndRunsAgain()
    {
        _runs.FailNext();
        await using var host = await StartAsync(typeof(EveryFiveMinutes));
        await _time.NextWaitAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        await _runs.NextAsync();

        await _time.NextWaitAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        await _runs.NextAsync();

        var error = Assert.Single(host.Logs.Errors);
        Assert.Contains("'EveryFiveMinutes' failed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ScheduleFromSetting_IsWaitedForInParts()
    {
        await using var host = await StartAsync(
            builder => builder.Configuration.AddInMemoryCollection([new("Sample:Schedule", "2.12:00:00")]), typeof(FromSetting));

        foreach (var part in new[] { TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromHours(12) })
        {
            Assert.Equal(part, await _time.NextWaitAsync());
            Assert.Equal(0, _runs.Count);
            _time.Advance(part);
        }

        AssertRun(await _runs.NextAsync(), last: default, next: Start.AddDays(5));
    }

    [Fact]
    public async Task Run_Middleware_RunsAroundIt()
    {
        var names = Channel.CreateUnbounded<string>();
        await using var host = await StartAsync(
            builder => builder.UseMiddleware(async (context, next) =>
            {
                await next();
                names.Writer.TryWrite(context.FunctionDefinition.Name);
            }),
            typeof(OnStartup));

        Assert.Equal("OnStartup", await names.Reader.ReadAsync().AsTask().OrGiveUpAsync());
        Assert.Equal(1, _runs.Count);
    }

    [Fact]
    public async Task Stop_RunInProgress_IsAwaitedAndNoneFollows()
    {
        _runs.HoldNext();
        await using var host = await StartAsync(typeof(OnStartup));
        await _runs.NextAsync();

        var stop = host.Host.StopAsync();
        Assert.False(stop.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(stop.IsCompleted);
        _runs.Release();
        await stop;

        Assert.Equal(1, _runs.Completed);
        Assert.Equal(1, _runs.Count);
    }

    [Fact]
    public async Task Stop_RunThatHeedsItsToken_EndsWhenAskedTo()
    {
        _runs.HoldNext();
        await using var host = await StartAsync(typeof(OnStartup));
        await _runs.NextAsync();

        var stop = host.Host.StopAsync();
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.False(stop.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await stop;

        Assert.Equal(0, _runs.Completed);
        Assert.Empty(host.Logs.Errors);
        Assert.Contains(host.Logs.Lines, static line => line.Message == "Function 'OnStartup' was cut short by the host's shutdown.");
    }

    [Fact]
    public async Task Stop_RunThatIgnoresItsToken_IsLeftBehind()
    {
        _runs.HoldNext();
        await using var host = await StartAsync(typeof(Deaf));
        await _runs.NextAsync();

        var stop = host.Host.StopAsync();
        _time.Advance(TimeSpan.FromSeconds(24));
        await stop;

        Assert.Equal(0, _runs.Completed);
        Assert.Contains(
            host.Logs.Lines, static line => line.Message.StartsWith("Timer functions were still running", StringComparison.Ordinal));
        _runs.Release();
    }

    [Theory]
    [InlineData(typeof(BadSchedule), "schedule 'often'")]
    [InlineData(typeof(FromSetting), "setting 'Sample__Schedule', which is not set")]
    [InlineData(typeof(NoTimerInfo), "takes a [TimerTrigger] TimerInfo")]
    [InlineData(typeof(ExtraParameter), "takes a [TimerTrigger] TimerInfo")]
    public async Task Start_TimerThatCannotRun_IsNamedWithTheReason(Type functions, string reason)
    {
        var fault = Assert.Single(await TestHost.FaultsOfAsync(functions));

        Assert.StartsWith("Function 'F'", fault, StringComparison.Ordinal);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    private static void AssertRun(TimerInfo run, DateTimeOffset last, DateTimeOffset next)
    {
        Assert.Equal(last.UtcDateTime, run.ScheduleStatus?.Last);
        Assert.Equal(next.UtcDateTime, run.ScheduleStatus?.Next);
    }

    private Task<TestHost> StartAsync(params Type[] classes) => StartAsync(static _ => { }, classes);

    private Task<TestHost> StartAsync(Action<FunctionsApplicationBuilder> configure, params Type[] classes) => TestHost.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Services.AddSingleton(_runs);
            configure(builder);
        },
        classes);

    public sealed class EveryFiveMinutes(Runs runs)
    {
        [Function("EveryFiveMinutes")]
        public Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
            runs.RunAsync(timer, cancellationToken);
    }

    public sealed class OnStartup(Runs runs)
    {
        [Function("OnStartup")]
        public Task RunAsync(
            [TimerTrigger("0 0 * * * *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer, FunctionContext context) =>
            runs.RunAsync(timer, context.CancellationToken);
    }

    public sealed class Deaf(Runs runs)
    {
        [Function("Deaf")]
        public Task RunAsync(
            [TimerTrigger("0 0 * * * *", RunOnStartup = true)] TimerInfo timer) => runs.RunAsync(timer, CancellationToken.None);
    }

    public sealed class FromSetting(Runs runs)
    {
        [Function("F")]
        public Task RunAsync([TimerTrigger("%Sample__Schedule%")] TimerInfo timer) => runs.RunAsync(timer, CancellationToken.None);
    }

    public static class BadSchedule
    {
        [Function("F")]
        public static string Run([TimerTrigger("often")] TimerInfo timer) => "";
    }

    public static class NoTimerInfo
    {
        [Function("F")]
        public static string Run([TimerTrigger("0 0 0 * * *")] string timer) => timer;
    }

    public static class ExtraParameter
    {
        [Function("F")]
        public static string Run([TimerTrigger("0 0 0 * * *")] TimerInfo timer, string extra) => extra;
    }
}
