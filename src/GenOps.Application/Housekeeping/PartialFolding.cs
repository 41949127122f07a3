using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Housekeeping;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Application.Housekeeping;

/// <summary>Folds the roll-up and session shares of instances that are gone, so that reports stay short.</summary>
internal sealed class PartialFolding(IRowStore store, TimeProvider time)
{
    /// <summary>How long a share must not have been written.</summary>
    public static readonly TimeSpan QuietFor = TimeSpan.FromMinutes(15);

    private const int MaxRows = 5_000;
    private const int RecentDays = 3;
    private const int OlderDays = 62;
    private const int HeadAttempts = 5;
    private const int MaxChanges = RowLimits.MaxTransactionRows - 1;

    /// <summary>Folds shares of the last days and, one each run, of older days.</summary>
    public async Task RunAsync(string tenant, long run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var older = (int)(run % OlderDays);
        await FoldAsync(tenant, RollupRow.DayPrefix(today.AddDays(1 - RecentDays)), RollupRow.DayPrefix(today) + "~", cancellationToken);
        await FoldAsync(tenant, RollupRow.DayPrefix(today.AddDays(-RecentDays - older)), RollupRow.DayPrefix(today.AddDays(-RecentDays - older)) + "~", cancellationToken);
        await FoldAsync(tenant, SessionsFrom(now.AddDays(-RecentDays)), SessionPartialRow.SessionPrefix("~"), cancellationToken);
        await FoldAsync(tenant, SessionsFrom(now.AddDays(-RecentDays - older - 1)), SessionsFrom(now.AddDays(-RecentDays - older)), cancellationToken);
    }

    private async Task FoldAsync(string tenant, string from, string before, CancellationToken cancellationToken)
    {
        var (rows, storageTime) = await RowSweep.ReadAsync(store, tenant, from, before, MaxRows, cancellationToken);
        var changes = new List<RowChange>();
        foreach (var group in rows.GroupBy(static stored => PartialFold.GroupOf(stored.Row), StringComparer.Ordinal))
        {
            var fold = PartialFold.Of([.. group], storageTime!.Value - QuietFor);
            if (changes.Count + fold.Count > MaxChanges)
            {
                await CommitAsync(tenant, changes, cancellationToken);
                changes = [];
            }

            changes.AddRange(fold);
        }

        if (changes.Count > 0)
        {
            await CommitAsync(tenant, changes, cancellationToken);
        }
    }

    // Who sums roll-ups up for a window in the meantime must notice, so the head is replaced: its own transaction then conflicts.
    private async Task CommitAsync(string tenant, List<RowChange> changes, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= HeadAttempts; attempt++)
        {
            if (await store.GetAsync(tenant, HeadRow.Key, cancellationToken) is not { } head)
            {
                return;
            }

            try
            {
                if ((await store.CommitAsync(tenant, [RowChange.Replace(head.Row, head.ETag), .. changes], cancellationToken)).IsCommitted)
                {
                    return;
                }
            }
            catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
            {
                // Happened or not: the next run sees.
                return;
            }
        }
    }

    private static string SessionsFrom(DateTimeOffset instant) => SessionPartialRow.SessionPrefix(Ulid.NewUlid(instant, new byte[10]).ToString());
}
