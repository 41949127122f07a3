using GenOps.Cli.Books;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;

namespace GenOps.Cli.Verify;

/// <summary>What an account says of its money at one moment: limits, windows, and who holds what of them.</summary>
/// <remarks>
/// Whatever is spent, held, folded or corrected changes one of these rows in the same transaction. Two equal states therefore prove that nothing in
/// between was charged; the head alone does not, because a settlement leaves it alone.
/// </remarks>
internal sealed record AccountState
{
    /// <summary>Version of the head; it orders every change but settlements.</summary>
    public required string HeadETag { get; init; }

    /// <summary>The limits in force.</summary>
    public required BudgetLimits Limits { get; init; }

    /// <summary>Windows by row key.</summary>
    public required IReadOnlyDictionary<string, WindowRow> Windows { get; init; }

    /// <summary>Leases and reservations by row key, open or not.</summary>
    public required IReadOnlyDictionary<string, HolderState> Holders { get; init; }

    /// <summary>Reads the state with the windows of some months; null when the tenant has no account.</summary>
    public static async Task<AccountState?> ReadAsync(RowPages rows, MonthSpan months, CancellationToken cancellationToken)
    {
        var head = await rows.GetAsync(HeadRow.Key, cancellationToken);
        var limits = await rows.GetAsync(LimitsRow.Key, cancellationToken);
        if (head is null || limits is null)
        {
            return null;
        }

        var windows = new Dictionary<string, WindowRow>(StringComparer.Ordinal);
        await foreach (var window in rows.BetweenAsync<WindowRow>(months.FirstWindowKey, months.EndWindowKey, cancellationToken))
        {
            windows.Add(window.RowKey, window);
        }

        return new AccountState
        {
            HeadETag = head.ETag,
            Limits = new BudgetLimits((LimitsRow)limits.Row),
            Windows = windows,
            Holders = await HoldersAsync(rows, cancellationToken),
        };
    }

    /// <summary>Those who hold money of a scope and window, or settled some that the window does not contain yet.</summary>
    public IEnumerable<HolderState> HoldersOf(string path, BudgetWindow window) => Holders.Values.Where(holder =>
        holder.IsOpen
        && BudgetPath.IsWithin(holder.Path, path)
        && (window.IsMonth ? BudgetWindow.MonthOf(holder.Day) == window : holder.Day == window.Start));

    /// <summary>Days on which something was charged, granted, folded or corrected between this state and a later one.</summary>
    public IReadOnlySet<DateOnly> DaysMovedUntil(AccountState later) =>
        Changed(Holders, later.Holders).Select(static holder => holder.Day)
            .Concat(Changed(Windows, later.Windows).Where(static window => !window.Window.IsMonth).Select(static window => window.Window.Start))
            .ToHashSet();

    private static IEnumerable<T> Changed<T>(IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T> after)
        where T : class
    {
        foreach (var (key, row) in before)
        {
            if (!row.Equals(after.GetValueOrDefault(key)))
            {
                yield return row;
            }
        }

        foreach (var (key, row) in after)
        {
            if (!before.ContainsKey(key))
            {
                yield return row;
            }
        }
    }

    private static async Task<Dictionary<string, HolderState>> HoldersAsync(RowPages rows, CancellationToken cancellationToken)
    {
        var holders = new Dictionary<string, HolderState>(StringComparer.Ordinal);
        await foreach (var lease in rows.OfPrefixAsync<LeaseRow>(LeaseRow.Prefix, cancellationToken))
        {
            holders.Add(lease.RowKey, HolderState.Of(lease));
        }

        await foreach (var reservation in rows.OfPrefixAsync<ReservationRow>(ReservationRow.KeyPrefix, cancellationToken))
        {
            holders.Add(reservation.RowKey, HolderState.Of(reservation));
        }

        return holders;
    }
}
