using GenOps.Application.Storage;
using GenOps.Core.Batches;

namespace GenOps.Application.Batches;

/// <summary>Reads the reservations of an account.</summary>
internal static class ReservationReads
{
    /// <summary>All that nobody settled yet.</summary>
    public static Task<IReadOnlyList<ReservationRow>> OpenAsync(IRowStore store, string tenant, CancellationToken cancellationToken) =>
        OpenAsync(store, tenant, ReservationRow.KeyPrefix, cancellationToken);

    /// <summary>Those of a batch that nobody settled yet.</summary>
    public static Task<IReadOnlyList<ReservationRow>> OpenOfAsync(
        IRowStore store, string tenant, string batchId, CancellationToken cancellationToken) =>
        OpenAsync(store, tenant, ReservationRow.BatchPrefix(batchId), cancellationToken);

    private static async Task<IReadOnlyList<ReservationRow>> OpenAsync(
        IRowStore store, string tenant, string prefix, CancellationToken cancellationToken)
    {
        var open = new List<ReservationRow>();
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(tenant, prefix, RowKeyPrefix.EndOf(prefix), RowLimits.MaxPageRows, continuation, cancellationToken);
            open.AddRange(page.Rows.Select(stored => (ReservationRow)stored.Row).Where(row => !row.Closed));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return open;
    }
}
