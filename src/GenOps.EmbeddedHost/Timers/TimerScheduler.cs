using GenOps.EmbeddedHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GenOps.EmbeddedHost.Timers;

/// <summary>One loop per timer function, from the start of the host until the drain at its end.</summary>
internal sealed partial class TimerScheduler(
    TimerTriggerHandler handler, Drain drain, IServiceScopeFactory scopes, TimeProvider time, ILogger<TimerScheduler> logger)
    : IHostedLifecycleService
{
    /// <summary>A timer's limit is 49 days; longer waits are made of several.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private Task _loops = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Timers begin when everything has started, HTTP included.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _loops = Task.WhenAll(handler.Timers.Select(RunAsync));
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Over);
        try
        {
            await _loops.WaitAsync(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            StillRunning();
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RunAsync(TimerFunction timer)
    {
        // Leaves the host's start at once, whatever the function does before it first waits.
        await Task.Yield();
        var last = default(DateTimeOffset);
        var due = timer.RunOnStartup ? time.GetUtcNow() : timer.Schedule.NextAfter(time.GetUtcNow());
        var isLate = false;
        while (due is { } next && await WaitUntilAsync(next))
        {
            var started = time.GetUtcNow();
            due = timer.Schedule.NextAfter(started);
            await InvokeAsync(timer, Info(last, due, started, isLate));
            last = started;
            isLate = due <= time.GetUtcNow();
        }
    }

    private async Task<bool> WaitUntilAsync(DateTimeOffset due)
    {
        while (!drain.Stopping.IsCancellationRequested)
        {
            var wait = due - time.GetUtcNow();
            if (wait <= TimeSpan.Zero)
            {
                return true;
            }

            var part = wait < LongestWait ? wait : LongestWait;
            await Task.Delay(part, time, drain.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    private async Task InvokeAsync(TimerFunction timer, TimerInfo info)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await timer.Function.InvokeAsync(scope.ServiceProvider, [info], parent: default, CancellationToken.None);
        }
        catch (OperationCanceledException) when (drain.FunctionsEnding.IsCancellationRequested)
        {
            CutShort(timer.Function.Definition.Name);
        }
        catch (Exception exception)
        {
            FunctionFailed(exception, timer.Function.Definition.Name);
        }
    }

    private static TimerInfo Info(DateTimeOffset last, DateTimeOffset? next, DateTimeOffset started, bool isLate) => new()
    {
        IsPastDue = isLate,
        ScheduleStatus = new ScheduleStatus
        {
            Last = last.UtcDateTime,
            Next = next?.UtcDateTime ?? default,
            LastUpdated = started.UtcDateTime,
        },
    };

    [LoggerMessage(1, LogLevel.Error, "Function '{Function}' failed; it runs again when it is next due.")]
    private partial void FunctionFailed(Exception exception, string function);

    [LoggerMessage(2, LogLevel.Warning, "Function '{Function}' was cut short by the host's shutdown.")]
    private partial void CutShort(string function);

    [LoggerMessage(3, LogLevel.Warning, "Timer functions were still running when the time to shut down was over.")]
    private partial void StillRunning();
}
