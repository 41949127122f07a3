namespace GenOps.Application.Accounts;

/// <summary>Wakes a call that waits for an owner.</summary>
/// <param name="endsAt">When it waits no longer, in timestamps; <see cref="long.MaxValue"/> for never.</param>
internal sealed class CallSignal(long endsAt) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public long EndsAt { get; } = endsAt;
}
