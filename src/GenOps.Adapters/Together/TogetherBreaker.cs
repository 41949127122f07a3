using System.Net;
using GenOps.Application.Providers;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace GenOps.Adapters.Together;

/// <summary>The circuit breaker in front of the provider; its log tells when it opens and closes.</summary>
internal static partial class TogetherBreaker
{
    /// <summary>
    /// Opens on attempts without connection, 5xx and time-outs. A 4xx proves that the provider works. A caller that gives up proves
    /// nothing, so it does not close a circuit that is being tested.
    /// </summary>
    public static ResiliencePipeline<AttemptRequest> Create(ProviderOptions options, TimeProvider timeProvider, ILogger logger)
    {
        var state = new CircuitBreakerStateProvider();
        return new ResiliencePipelineBuilder<AttemptRequest> { TimeProvider = timeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<AttemptRequest>
            {
                FailureRatio = options.FailureRatio,
                MinimumThroughput = options.MinimumThroughput,
                SamplingDuration = TimeSpan.FromSeconds(options.SamplingSeconds),
                BreakDuration = TimeSpan.FromSeconds(options.BreakSeconds),
                StateProvider = state,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } attempt && IsFailure(attempt, state)),
                OnOpened = arguments =>
                {
                    LogOpened(logger, arguments.BreakDuration.TotalSeconds);
                    return ValueTask.CompletedTask;
                },
                OnClosed = _ =>
                {
                    LogClosed(logger);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    private static bool IsFailure(AttemptRequest attempt, CircuitBreakerStateProvider state)
    {
        if (attempt.Failure is not { } failure)
        {
            return attempt.Response?.StatusCode >= HttpStatusCode.InternalServerError;
        }

        return attempt.IsCancelledByCaller
            ? state.CircuitState == CircuitState.HalfOpen
            : attempt.KindOf(failure) is ProviderFaultKind.Unreachable or ProviderFaultKind.TimedOut;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Too many attempts fail at the provider: its circuit is open, and calls are refused, for {Seconds} s.")]
    private static partial void LogOpened(ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "The provider answers again: its circuit is closed.")]
    private static partial void LogClosed(ILogger logger);
}
