using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Cli.Tests.Verify;

/// <summary>Counts the pages that are asked for.</summary>
internal sealed class CountedStores(IRowStores inner) : IRowStores, IRowStore
{
    private int _queries;

    public int Queries => _queries;

    public IRowStore Accounts => this;

    public IRowStore Directory => inner.Directory;

    public ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken) =>
        inner.Accounts.GetAsync(partition, rowKey, cancellationToken);

    public ValueTask<RowPage> QueryAsync(
        string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _queries);
        return inner.Accounts.QueryAsync(partition, fromKey, beforeKey, limit, continuation, cancellationToken);
    }

    public ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Who verifies must not write.");
}
