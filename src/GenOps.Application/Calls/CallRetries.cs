using Polly;
using Polly.Retry;

namespace GenOps.Application.Calls;

/// <summary>How often and when a model is tried again after a retryable fault.</summary>
internal static class CallRetries
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    public static ResiliencePipeline<AttemptOutcome> Create(CallOptions options, TimeProvider time)
    {
        if (options.ProviderRetries == 0)
        {
            return ResiliencePipeline<AttemptOutcome>.Empty;
        }

        return new ResiliencePipelineBuilder<AttemptOutcome> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<AttemptOutcome>
            {
                MaxRetryAttempts = options.ProviderRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(options.RetryBaseMilliseconds),
                MaxDelay = MaxWait,
                ShouldHandle = static arguments => ValueTask.FromResult(MayRepeat(arguments.Outcome.Result)),
                DelayGenerator = static arguments => ValueTask.FromResult((arguments.Outcome.Result as AttemptOutcome.Failed)?.Fault.RetryAfter),
            })
            .Build();
    }

    /// <summary>Whether the same model may be tried again after this.</summary>
    public static bool MayRepeat(AttemptOutcome? outcome) =>
        outcome is AttemptOutcome.Failed { MayRepeat: true } failed && !(failed.Fault.RetryAfter > MaxWait);
}
