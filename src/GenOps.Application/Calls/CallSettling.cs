using GenOps.Application.Accounts;
using GenOps.Core.Accounts;

namespace GenOps.Application.Calls;

/// <summary>Waits until all of a call's entries are durable.</summary>
internal static class CallSettling
{
    /// <summary>How long a stream's last chunk waits for its entry.</summary>
    public static readonly TimeSpan StreamPatience = TimeSpan.FromSeconds(30);

    private static readonly Task<bool> Durable = Task.FromResult(true);

    /// <summary>
    /// False when it takes too long or the account failed here; the entries may still become durable, and the money stays held.
    /// </summary>
    /// <param name="run">The call, with the entries of its failed attempts.</param>
    /// <param name="last">The entry of the attempt that was answered; null when none was.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="time">The clock.</param>
    public static Task<bool> AreDurableAsync(CallRun run, Settlement? last, TimeSpan patience, TimeProvider time)
    {
        var settled = last is null ? Durable : run.Keeper.SettleAsync(last, patience);
        var entered = run.Attempts.Entered;
        return entered.IsCompletedSuccessfully ? settled : AreAllDurableAsync(settled, entered.WaitAsync(patience, time));
    }

    /// <summary>What was left of a call's deadline at its last mark, at least a second.</summary>
    public static TimeSpan Patience(CallRun run, CallOptions options) =>
        TimeSpan.FromSeconds(Math.Max(1, options.DeadlineSeconds - run.Plan.Request.Clock.Marked.TotalSeconds));

    private static async Task<bool> AreAllDurableAsync(Task<bool> settled, Task entered)
    {
        try
        {
            await entered;
        }
        catch (Exception exception) when (exception is TimeoutException or AccountFailedException)
        {
            return false;
        }

        return await settled;
    }
}
