using System.Runtime.CompilerServices;
using GenOps.Application.Storage;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Sessions;

namespace GenOps.Application.Sessions;

/// <summary>Reads sessions and their sums from an account's partition.</summary>
internal sealed class SessionReads(IRowStore store)
{
    private const int PageRows = 200;

    /// <summary>The row of a session; null when there is none.</summary>
    public async ValueTask<StoredRow?> FindAsync(string tenant, string sessionId, CancellationToken cancellationToken) =>
        await store.GetAsync(tenant, SessionRow.KeyOf(sessionId, isEnded: false), cancellationToken)
        ?? await store.GetAsync(tenant, SessionRow.KeyOf(sessionId, isEnded: true), cancellationToken);

    /// <summary>What a session's calls came to so far.</summary>
    public async ValueTask<SessionSums> SumsAsync(string tenant, string sessionId, CancellationToken cancellationToken)
    {
        var prefix = SessionPartialRow.SessionPrefix(sessionId);
        var partials = new List<SessionPartialRow>();
        await foreach (var stored in RangeAsync(tenant, prefix, RowKeyPrefix.EndOf(prefix), cancellationToken))
        {
            partials.Add((SessionPartialRow)stored.Row);
        }

        return SessionSums.Of(partials);
    }

    /// <summary>Sessions the newest first, after a cursor; active ones alone or both.</summary>
    public async IAsyncEnumerable<StoredRow> NewestAsync(
        string tenant, bool withEnded, string? afterId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var active = Sessions(tenant, SessionRow.ActivePrefix, afterId, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var ended = Sessions(tenant, SessionRow.EndedPrefix, afterId, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hasActive = await active.MoveNextAsync();
        var hasEnded = withEnded && await ended.MoveNextAsync();
        while (hasActive || hasEnded)
        {
            var order = !hasEnded ? 1 : !hasActive ? -1 : string.CompareOrdinal(IdOf(active.Current), IdOf(ended.Current));
            yield return order > 0 ? active.Current : ended.Current;

            // A session that was ended between the two reads stands in both; it is shown once, as ended.
            hasActive = order >= 0 ? await active.MoveNextAsync() : hasActive;
            hasEnded = order <= 0 ? await ended.MoveNextAsync() : hasEnded;
        }
    }

    private static string IdOf(StoredRow stored) => ((SessionRow)stored.Row).SessionId;

    private IAsyncEnumerable<StoredRow> Sessions(string tenant, string prefix, string? afterId, CancellationToken cancellationToken)
    {
        // Ids have one length, so that only the cursor's own key starts with it.
        var from = afterId is null ? prefix : prefix + SessionIds.Reverse(afterId) + "~";
        return RangeAsync(tenant, from, RowKeyPrefix.EndOf(prefix), cancellationToken);
    }

    private async IAsyncEnumerable<StoredRow> RangeAsync(
        string tenant, string from, string before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(tenant, from, before, PageRows, continuation, cancellationToken);
            foreach (var stored in page.Rows)
            {
                yield return stored;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
