using GenOps.Cli.Books;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;

namespace GenOps.Cli.Explain;

/// <summary>Reads the sums that contain entries.</summary>
internal sealed class FoldReader(RowPages rows, RequestName request)
{
    public async Task<ExplainedFold> ReadAsync(DateOnly day, string path, IReadOnlyList<EntryRow> entries, CancellationToken cancellationToken)
    {
        // Before the windows, so that what is folded in between shows as folded, never as missing.
        var holders = request.BatchId is { } batch
            ? await ReservationsAsync(batch, entries, cancellationToken)
            : await LeasesAsync(day, path, cancellationToken);
        var rollups = new List<(RollupKey, Tally)>();
        foreach (var rollup in entries.Select(static entry => RollupKey.Of(entry.Day, entry.Attribution, entry.Model)).Distinct())
        {
            rollups.Add((rollup, await RollupAsync(rollup, cancellationToken)));
        }

        var session = entries.Select(static entry => entry.SessionId).FirstOrDefault(static id => id is not null);
        return new ExplainedFold(
            day,
            path,
            holders,
            await WindowsAsync(day, path, cancellationToken),
            rollups,
            session is null ? null : (session, await SessionAsync(session, cancellationToken)));
    }

    private async Task<IReadOnlyList<HolderState>> LeasesAsync(DateOnly day, string path, CancellationToken cancellationToken)
    {
        var open = new List<HolderState>();
        await foreach (var lease in rows.OfPrefixAsync<LeaseRow>(LeaseRow.Prefix, cancellationToken))
        {
            if (!lease.Closed && lease.Day == day && lease.Path == path)
            {
                open.Add(HolderState.Of(lease));
            }
        }

        return open;
    }

    private async Task<IReadOnlyList<HolderState>> ReservationsAsync(
        string batch, IReadOnlyList<EntryRow> entries, CancellationToken cancellationToken)
    {
        if (await rows.GetAsync(BatchRow.KeyOf(batch), cancellationToken) is not { Row: BatchRow row })
        {
            return [];
        }

        var open = new List<HolderState>();
        foreach (var attempt in entries.Select(static entry => entry.Attempt).Distinct())
        {
            var key = ReservationRow.KeyOf(batch, request.Item / row.ChunkSize, attempt);
            if (await rows.GetAsync(key, cancellationToken) is { Row: ReservationRow { Closed: false } reservation })
            {
                open.Add(HolderState.Of(reservation));
            }
        }

        return open;
    }

    private async Task<IReadOnlyList<WindowRow>> WindowsAsync(DateOnly day, string path, CancellationToken cancellationToken)
    {
        var windows = new List<WindowRow>();
        foreach (var scope in BudgetPath.Chain(path))
        {
            foreach (var window in (BudgetWindow[])[BudgetWindow.DayOf(day), BudgetWindow.MonthOf(day)])
            {
                if (await rows.GetAsync(WindowRow.KeyOf(window, scope), cancellationToken) is { Row: WindowRow row })
                {
                    windows.Add(row);
                }
            }
        }

        return windows;
    }

    private async Task<Tally> RollupAsync(RollupKey rollup, CancellationToken cancellationToken)
    {
        var sum = default(Tally);
        await foreach (var share in rows.OfPrefixAsync<RollupRow>($"{RollupRow.DayPrefix(rollup.Day)}{RollupRow.HashOf(rollup)}|", cancellationToken))
        {
            sum += share.Tally;
        }

        return sum;
    }

    private async Task<Tally> SessionAsync(string sessionId, CancellationToken cancellationToken)
    {
        var sum = default(Tally);
        await foreach (var share in rows.OfPrefixAsync<SessionPartialRow>(SessionPartialRow.SessionPrefix(sessionId), cancellationToken))
        {
            sum = share.ByModel.Values.Aggregate(sum, static (left, right) => left + right);
        }

        return sum;
    }
}
