namespace Microsoft.DurableTask;

/// <summary>Retries with a growing delay, which is a durable timer.</summary>
public class RetryPolicy
{
    private static readonly TimeSpan LongestRetryInterval = TimeSpan.FromHours(1);

    private readonly Func<TaskFailureDetails, bool>? _handleFailure;

    /// <param name="maxNumberOfAttempts">At least 1, the first one included.</param>
    /// <param name="firstRetryInterval">The delay before the second attempt.</param>
    /// <param name="backoffCoefficient">What each further delay is multiplied with, at least 1.</param>
    /// <param name="maxRetryInterval">The longest delay. Default: one hour.</param>
    /// <param name="retryTimeout">No attempt starts later than this after the first. Default: never too late.</param>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxNumberOfAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1);
        CheckLonger(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        CheckLonger(retryTimeout, firstRetryInterval, nameof(retryTimeout));
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? LongestRetryInterval;
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether a failure is worth another attempt.</summary>
    public Func<Exception, bool> Handle => exception =>
        _handleFailure is null || (exception is TaskFailedException failed && _handleFailure(failed.FailureDetails));

    /// <summary>Says by its details whether a failure is worth another attempt. Default: every failure is.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => _handleFailure = value;
    }

    private static void CheckLonger(TimeSpan? value, TimeSpan first, string name)
    {
        if (value is { } given && given != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(given, first, name);
        }
    }
}
