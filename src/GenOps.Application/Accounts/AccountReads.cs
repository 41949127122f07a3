using GenOps.Application.Batches;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;

namespace GenOps.Application.Accounts;

/// <summary>Carries out the reads that an owner wants.</summary>
internal sealed class AccountReads(IRowStore store, string tenant)
{
    private const int LeasePageRows = 1_000;

    public async Task<ReadResult> FetchAsync(ReadStep step, CancellationToken cancellationToken)
    {
        var rows = await Task.WhenAll(step.Keys.Select(key => store.GetAsync(tenant, key, cancellationToken).AsTask()));
        var reading = step.Leases ? ReservationReads.OpenAsync(store, tenant, cancellationToken) : null;
        var (leases, storageTime) = step.Leases ? await LeasesAsync(cancellationToken) : ([], DateTimeOffset.MinValue);
        var reservations = reading is null ? [] : await reading;
        var seeds = new List<long>();
        foreach (var (path, window) in step.Seeds)
        {
            seeds.Add(await RollupSums.SpentAsync(store, tenant, path, window, cancellationToken));
        }

        return new ReadResult { Rows = rows, Leases = leases, Reservations = reservations, StorageTime = storageTime, Seeds = seeds };
    }

    private async Task<(List<StoredRow> Leases, DateTimeOffset StorageTime)> LeasesAsync(CancellationToken cancellationToken)
    {
        var leases = new List<StoredRow>();
        string? continuation = null;
        while (true)
        {
            var page = await store.QueryAsync(
                tenant, LeaseRow.Prefix, RowKeyPrefix.EndOf(LeaseRow.Prefix), LeasePageRows, continuation, cancellationToken);
            leases.AddRange(page.Rows);
            continuation = page.Continuation;
            if (continuation is null)
            {
                return (leases, page.StorageTime);
            }
        }
    }
}
