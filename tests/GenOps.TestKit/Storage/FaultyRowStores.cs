using GenOps.Application.Storage;

namespace GenOps.TestKit.Storage;

/// <summary>Row stores that share one plan of faults. A check of storage fails when the plan fails a read of the accounts.</summary>
public sealed class FaultyRowStores(IRowStores inner, Func<RowOperation, RowFault> plan, TimeProvider timeProvider) : IRowStores
{
    /// <summary>The accounts with their counts.</summary>
    public FaultyRowStore FaultyAccounts { get; } = new(inner.Accounts, plan, timeProvider);

    /// <summary>The directory with its counts.</summary>
    public FaultyRowStore FaultyDirectory { get; } = new(inner.Directory, plan, timeProvider);

    public IRowStore Accounts => FaultyAccounts;

    public IRowStore Directory => FaultyDirectory;

    public async ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken)
    {
        await Accounts.QueryAsync("check", "a", "b", 1, null, cancellationToken);
        return await inner.CheckAsync(cancellationToken);
    }
}
