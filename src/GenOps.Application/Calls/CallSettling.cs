using GenOps.Application.Accounts;
using GenOps.Core.Accounts;

namespace GenOps.Application.Calls;

/// <summary>Waits until an attempt's entry is durable.</summary>
internal static class CallSettling
{
    /// <summary>How long a stream's last chunk waits for its entry.</summary>
    public static readonly TimeSpan StreamPatience = TimeSpan.FromSeconds(30);

    /// <summary>False when it takes too long or the account failed here; the entry may still become durable, and the money stays held.</summary>
    public static async ValueTask<bool> IsDurableAsync(AccountKeeper keeper, Settlement settlement, TimeSpan patience, TimeProvider time)
    {
        try
        {
            await keeper.SettleAsync(settlement).WaitAsync(patience, time);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or AccountFailedException)
        {
            return false;
        }
    }
}
