using GenOps.Application.Accounts;
using GenOps.Application.Reports;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;

namespace GenOps.Application.Housekeeping;

/// <summary>Closes leases of instances that are gone where no call would meet them, and forgets leases that were closed long ago.</summary>
internal sealed class ExpiredLeases(IRowStore store, AccountKeepers keepers, OwnerOptions options)
{
    private const int MaxRounds = 5;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    public async Task RunAsync(string tenant, CancellationToken cancellationToken)
    {
        for (var round = 1; round <= MaxRounds; round++)
        {
            var (leases, storageTime) = await LeaseReads.AllAsync(store, tenant, cancellationToken);
            await RowSweep.DeleteAsync(
                store, tenant, [.. leases.Where(stored => stored.Row is LeaseRow { Closed: true } && storageTime - stored.Timestamp > KeptFor)], cancellationToken);
            if (!leases.Any(stored => stored.Row is LeaseRow { Closed: false } && storageTime - stored.Timestamp > options.LeaseDuration))
            {
                return;
            }

            await keepers.CloseExpiredAsync(tenant, cancellationToken);
        }
    }
}
