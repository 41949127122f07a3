using GenOps.Application.Storage;
using GenOps.Core.Reports;
using GenOps.Core.Rows;
using GenOps.Core.Sessions;

namespace GenOps.Application.Sessions;

/// <summary>The sessions of all tenants: started, looked up, listed, ended. One a process.</summary>
/// <remarks>
/// Safe for concurrent use. What a key may not see is answered exactly as what does not exist. Storage's faults come through as
/// <see cref="RowStoreException"/>. A session without a call for its idle timeout has ended, whether or not its row says so already; whoever
/// meets it then moves it among the ended ones.
/// </remarks>
public sealed class SessionDirectory(IRowStores stores, TimeProvider time)
{
    private const int MaxAttempts = 5;

    private readonly SessionCache _cache = new(time);
    private readonly SessionReads _reads = new(stores.Accounts);

    /// <summary>Starts a session.</summary>
    public async Task<SessionView> StartAsync(string tenant, NewSession session, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var (now, readAt) = (time.GetUtcNow(), time.GetTimestamp());
            var row = new SessionRow
            {
                SessionId = Ulid.NewUlid(now).ToString(),
                Name = session.Name,
                Attributes = session.Attributes,
                StartedAt = now,
                IdleTimeoutSeconds = session.IdleTimeoutSeconds,
            };
            if ((await stores.Accounts.CommitAsync(tenant, [RowChange.Insert(row)], cancellationToken)).IsCommitted)
            {
                _cache.Put(tenant, row, row.EndsAt(null), readAt);
                return new SessionView(row, SessionSums.None, now);
            }
        }

        throw Busy();
    }

    /// <summary>Whether a call may name this session; at most 5 s old. No I/O when it was looked at within them.</summary>
    public ValueTask<SessionState> CheckAsync(string tenant, string sessionId, CancellationToken cancellationToken) =>
        CheckAsync(tenant, sessionId, Pins.None, cancellationToken);

    /// <summary>As above, for a key with pins.</summary>
    public ValueTask<SessionState> CheckAsync(string tenant, string sessionId, Pins pins, CancellationToken cancellationToken)
    {
        if (!SessionIds.IsValid(sessionId))
        {
            return new(SessionState.Unknown);
        }

        // A session that seems to have ended by itself may have had a call meanwhile.
        return _cache.Find(tenant, sessionId) is { } known && (known.Row.EndedAt is not null || known.EndsAt > time.GetUtcNow())
            ? new(StateOf(known, pins))
            : ReadStateAsync(tenant, sessionId, pins, cancellationToken);
    }

    /// <summary>A session with its sums as they are now; null when it is unknown.</summary>
    public async Task<SessionView?> FindAsync(string tenant, string sessionId, Pins pins, CancellationToken cancellationToken)
    {
        var stored = SessionIds.IsValid(sessionId) ? await _reads.FindAsync(tenant, sessionId, cancellationToken) : null;
        return stored?.Row is SessionRow row && pins.Sees(row.Attributes)
            ? new SessionView(row, await _reads.SumsAsync(tenant, sessionId, cancellationToken), time.GetUtcNow())
            : null;
    }

    /// <summary>Ends a session; null when it is unknown. Ending one that has ended changes nothing.</summary>
    public async Task<SessionView?> EndAsync(string tenant, string sessionId, Pins pins, CancellationToken cancellationToken)
    {
        if (!SessionIds.IsValid(sessionId))
        {
            return null;
        }

        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var readAt = time.GetTimestamp();
            if (await _reads.FindAsync(tenant, sessionId, cancellationToken) is not { Row: SessionRow row } stored
                || !pins.Sees(row.Attributes))
            {
                return null;
            }

            var sums = await _reads.SumsAsync(tenant, sessionId, cancellationToken);
            var view = new SessionView(row, sums, time.GetUtcNow());
            if (row.EndedAt is not null)
            {
                _cache.Put(tenant, row, row.EndedAt.Value, readAt);
                return view;
            }

            if (await TryEndAsync(tenant, stored, view.EndedAt ?? view.At, cancellationToken) is { } ended)
            {
                return view with { Row = ended };
            }
        }

        throw Busy();
    }

    /// <summary>Sessions in a state (either when null), the newest first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="pins">What the key sees.</param>
    /// <param name="state">Active, ended, or null for both.</param>
    /// <param name="limit">1 to <see cref="SessionLimits.MaxPageRows"/>.</param>
    /// <param name="afterId">The cursor of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<SessionPage> ListAsync(
        string tenant, Pins pins, SessionState? state, int limit, string? afterId, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, SessionLimits.MaxPageRows);
        return new SessionScan(_reads, tenant, pins, time.GetUtcNow(), EndIdleAsync).PageAsync(state, limit, afterId, cancellationToken);
    }

    /// <summary>How many sessions are active, up to the limits of <see cref="SessionScan"/>.</summary>
    public Task<int> CountActiveAsync(string tenant, Pins pins, CancellationToken cancellationToken) =>
        new SessionScan(_reads, tenant, pins, time.GetUtcNow(), EndIdleAsync).CountActiveAsync(cancellationToken);

    private static SessionState StateOf(SessionCache.Known known, Pins pins) =>
        !pins.Sees(known.Row.Attributes) ? SessionState.Unknown
        : known.Row.EndedAt is not null ? SessionState.Ended
        : SessionState.Active;

    private static RowStoreException Busy() =>
        new(RowStoreFault.Throttled, $"A session's row changed under {MaxAttempts} attempts to write it.");

    private async ValueTask<SessionState> ReadStateAsync(
        string tenant, string sessionId, Pins pins, CancellationToken cancellationToken)
    {
        var readAt = time.GetTimestamp();
        if (await _reads.FindAsync(tenant, sessionId, cancellationToken) is not { Row: SessionRow row } stored)
        {
            return SessionState.Unknown;
        }

        // Younger than its timeout it cannot be idle, whatever its calls were.
        var endsAt = row.EndsAt(null);
        if (row.EndedAt is null && endsAt <= time.GetUtcNow())
        {
            endsAt = row.EndsAt((await _reads.SumsAsync(tenant, sessionId, cancellationToken)).LastAt);
            if (endsAt <= time.GetUtcNow())
            {
                await EndIdleAsync(tenant, stored, endsAt, cancellationToken);
                return pins.Sees(row.Attributes) ? SessionState.Ended : SessionState.Unknown;
            }
        }

        return StateOf(_cache.Put(tenant, row, endsAt, readAt), pins);
    }

    private async Task EndIdleAsync(string tenant, StoredRow stored, DateTimeOffset endedAt, CancellationToken cancellationToken) =>
        await TryEndAsync(tenant, stored, endedAt, cancellationToken);

    /// <summary>Moves an active session among the ended ones; null when somebody else was first or it is not known.</summary>
    private async Task<SessionRow?> TryEndAsync(string tenant, StoredRow stored, DateTimeOffset endedAt, CancellationToken cancellationToken)
    {
        var ended = (SessionRow)stored.Row with { EndedAt = endedAt };
        try
        {
            var changes = new[] { RowChange.Delete(stored.Row, stored.ETag), RowChange.Insert(ended) };
            if ((await stores.Accounts.CommitAsync(tenant, changes, cancellationToken)).IsCommitted)
            {
                _cache.Put(tenant, ended, endedAt, time.GetTimestamp());
                return ended;
            }
        }
        catch (RowStoreException exception) when (exception.Kind is RowStoreFault.Unknown)
        {
            // It may have happened: the next look at the row tells.
        }

        return null;
    }
}
