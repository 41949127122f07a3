using GenOps.Core.Reports;
using GenOps.Core.Rows;
using GenOps.Core.Sessions;

namespace GenOps.Application.Sessions;

/// <summary>One pass over a tenant's sessions at one moment; moves the idle ones it meets among the ended.</summary>
internal sealed class SessionScan(
    SessionReads reads,
    string tenant,
    Pins pins,
    DateTimeOffset now,
    Func<string, StoredRow, DateTimeOffset, CancellationToken, Task> endIdleAsync)
{
    /// <summary>Rows looked at for one page, so that a page of rare sessions ends in time; the cursor then goes on.</summary>
    public const int MaxScanned = 1_000;

    /// <summary>Active sessions counted at most.</summary>
    public const int MaxCounted = 10_000;

    /// <summary>
    /// Sessions older than their timeout that one count looks into. They come last, so that all younger ones are counted by then; those
    /// found idle are gone from the range at the next count.
    /// </summary>
    public const int MaxOldCounted = 500;

    private const int ParallelReads = 8;

    public async Task<SessionPage> PageAsync(SessionState? state, int limit, string? afterId, CancellationToken cancellationToken)
    {
        var found = new List<SessionView>();
        var scanned = 0;
        var lastId = afterId;
        var withEnded = state is not SessionState.Active;
        await foreach (var stored in reads.NewestAsync(tenant, withEnded, afterId, cancellationToken))
        {
            if (found.Count == limit || scanned == MaxScanned)
            {
                return new SessionPage(await WithSumsAsync(found, cancellationToken), lastId);
            }

            scanned++;
            lastId = ((SessionRow)stored.Row).SessionId;
            if (await SeenAsync(stored, cancellationToken) is { } row && (state is null || state == StateOf(row)))
            {
                found.Add(new SessionView(row, SessionSums.None, now));
            }
        }

        return new SessionPage(await WithSumsAsync(found, cancellationToken), NextCursor: null);
    }

    public async Task<int> CountActiveAsync(CancellationToken cancellationToken)
    {
        var (count, scanned, old) = (0, 0, 0);
        await foreach (var stored in reads.NewestAsync(tenant, withEnded: false, afterId: null, cancellationToken))
        {
            old += ((SessionRow)stored.Row).EndsAt(null) <= now ? 1 : 0;
            if (scanned++ == MaxCounted || old > MaxOldCounted)
            {
                break;
            }

            count += await SeenAsync(stored, cancellationToken) is { EndedAt: null } ? 1 : 0;
        }

        return count;
    }

    private static SessionState StateOf(SessionRow row) => row.EndedAt is null ? SessionState.Active : SessionState.Ended;

    /// <summary>The row as it is now, an idle one as ended; null when it may not be seen.</summary>
    private async ValueTask<SessionRow?> SeenAsync(StoredRow stored, CancellationToken cancellationToken)
    {
        var row = (SessionRow)stored.Row;
        if (!pins.Sees(row.Attributes))
        {
            return null;
        }

        if (row.EndedAt is not null || row.EndsAt(null) > now)
        {
            return row;
        }

        var endsAt = row.EndsAt((await reads.SumsAsync(tenant, row.SessionId, cancellationToken)).LastAt);
        if (endsAt > now)
        {
            return row;
        }

        await endIdleAsync(tenant, stored, endsAt, cancellationToken);
        return row with { EndedAt = endsAt };
    }

    private async Task<IReadOnlyList<SessionView>> WithSumsAsync(List<SessionView> found, CancellationToken cancellationToken)
    {
        var views = new SessionView[found.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Count, options, async (index, token) =>
            views[index] = found[index] with { Sums = await reads.SumsAsync(tenant, found[index].Row.SessionId, token) });
        return views;
    }
}
