using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Application.Tests.Batches;

/// <summary>Commits meet faults, reads do not.</summary>
internal sealed class CommitFaultsOnly(IRowStores sound, IRowStores faulty) : IRowStores, IRowStore
{
    public IRowStore Accounts => this;

    public IRowStore Directory => sound.Directory;

    public ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken) => sound.CheckAsync(cancellationToken);

    public ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken) =>
        sound.Accounts.GetAsync(partition, rowKey, cancellationToken);

    public ValueTask<RowPage> QueryAsync(
        string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken) =>
        sound.Accounts.QueryAsync(partition, fromKey, beforeKey, limit, continuation, cancellationToken);

    public ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken) =>
        faulty.Accounts.CommitAsync(partition, changes, cancellationToken);
}
