namespace GenOps.Application.Accounts;

/// <summary>Wakes a call that waits for an owner, with true once the owner has decided.</summary>
/// <param name="endsAt">When it waits no longer, in timestamps; null when it waits for as long as it takes.</param>
internal sealed class CallSignal(long? endsAt) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public long EndsAt => endsAt ?? long.MaxValue;

    /// <summary>Tells that the owner has failed: a call with an end to its wait is told false, as when that is over.</summary>
    public void Fail(Exception failure)
    {
        if (endsAt is null)
        {
            TrySetException(new AccountFailedException(failure));
        }
        else
        {
            TrySetResult(false);
        }
    }
}
