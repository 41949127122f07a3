using GenOps.Application.Storage;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Attack.World;

/// <summary>Row stores that take entries and keep none, so that what grows under load is the app's own.</summary>
internal sealed class ForgetfulRowStores(IRowStores inner) : IRowStores
{
    public IRowStore Accounts { get; } = new ForgetfulRowStore(inner.Accounts);

    public IRowStore Directory => inner.Directory;

    public ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    private sealed class ForgetfulRowStore(IRowStore inner) : IRowStore
    {
        public ValueTask<StoredRow?> GetAsync(string partition, string rowKey, CancellationToken cancellationToken) =>
            inner.GetAsync(partition, rowKey, cancellationToken);

        public ValueTask<RowPage> QueryAsync(
            string partition, string fromKey, string beforeKey, int limit, string? continuation, CancellationToken cancellationToken) =>
            inner.QueryAsync(partition, fromKey, beforeKey, limit, continuation, cancellationToken);

        public async ValueTask<CommitOutcome> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
        {
            var kept = changes.Where(static change => change.Row is not EntryRow).ToList();
            var outcome = await inner.CommitAsync(partition, kept, cancellationToken);
            return outcome.IsCommitted ? outcome with { ETags = Tags(changes, outcome.ETags) } : outcome;
        }

        private static List<string?> Tags(IReadOnlyList<RowChange> changes, IReadOnlyList<string?> kept)
        {
            var next = 0;
            return [.. changes.Select(change => change.Row is EntryRow ? "entry" : kept[next++])];
        }
    }
}
