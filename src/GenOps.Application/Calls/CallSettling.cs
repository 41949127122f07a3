using System.Runtime.CompilerServices;
using GenOps.Application.Accounts;
using GenOps.Core.Accounts;

namespace GenOps.Application.Calls;

/// <summary>Waits until all of a call's entries are durable.</summary>
internal static class CallSettling
{
    /// <summary>How long a stream's last chunk waits for its entry.</summary>
    public static readonly TimeSpan StreamPatience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// False when it takes too long or the account failed here; the entries may still become durable, and the money stays held.
    /// </summary>
    /// <param name="run">The call, with the entries of its failed attempts.</param>
    /// <param name="last">The entry of the attempt that was answered; null when none was.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="time">The clock.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<bool> AreDurableAsync(CallRun run, Settlement? last, TimeSpan patience, TimeProvider time)
    {
        try
        {
            var entered = run.Attempts.Entered;
            var settled = last is null ? Task.CompletedTask : run.Keeper.SettleAsync(last, patience);
            await (entered.IsCompletedSuccessfully ? settled : Task.WhenAll(entered, settled).WaitAsync(patience, time));
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or AccountFailedException)
        {
            return false;
        }
    }

    /// <summary>What was left of a call's deadline at its last mark, at least a second.</summary>
    public static TimeSpan Patience(CallRun run, CallOptions options) =>
        TimeSpan.FromSeconds(Math.Max(1, options.DeadlineSeconds - run.Plan.Request.Clock.Marked.TotalSeconds));
}
