using GenOps.Application.Providers;
using Polly;
using Polly.Retry;

namespace GenOps.Application.Batches;

/// <summary>When an item is sent again under the same hold: only after a failure that is proven free. A batch has time, so it is patient.</summary>
internal static class ItemRetries
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    public static ResiliencePipeline<ProviderReply> Create(BatchOptions options, int baseMilliseconds, TimeProvider time)
    {
        if (options.FreeRetries == 0)
        {
            return ResiliencePipeline<ProviderReply>.Empty;
        }

        return new ResiliencePipelineBuilder<ProviderReply> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<ProviderReply>
            {
                MaxRetryAttempts = options.FreeRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(baseMilliseconds),
                MaxDelay = MaxWait,
                ShouldHandle = static arguments => ValueTask.FromResult(
                    arguments.Outcome.Result is ProviderFault { IsRetryable: true, MayBeBilled: false }),
                DelayGenerator = static arguments => ValueTask.FromResult(
                    (arguments.Outcome.Result as ProviderFault)?.RetryAfter is { } wait ? wait < MaxWait ? wait : MaxWait : (TimeSpan?)null),
            })
            .Build();
    }
}
