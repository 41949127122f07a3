using System.Collections.Concurrent;
using GenOps.Core.Sessions;

namespace GenOps.Application.Sessions;

/// <summary>Sessions that were looked at in the last seconds, so that a call in one of them does no I/O. Thread safe, bounded.</summary>
/// <remarks>Only sessions that exist are kept: an id that is unknown now may be that of a session that starts next.</remarks>
internal sealed class SessionCache(TimeProvider time)
{
    /// <summary>How old an answer may be, counted from before it was asked for.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    /// <summary>Most sessions kept; beyond it the aged ones are forgotten, and if there are none, all.</summary>
    public const int MaxSessions = 20_000;

    private readonly ConcurrentDictionary<(string Tenant, string SessionId), Known> _known = new();

    /// <summary>Sessions kept.</summary>
    public int Count => _known.Count;

    /// <summary>The session and when it ends without another call, as last read; null when that is too old.</summary>
    public Known? Find(string tenant, string sessionId) =>
        _known.TryGetValue((tenant, sessionId), out var known) && time.GetElapsedTime(known.ReadAt) <= MaxAge ? known : null;

    public Known Put(string tenant, SessionRow row, DateTimeOffset endsAt, long readAt)
    {
        if (_known.Count >= MaxSessions)
        {
            Trim();
        }

        var known = new Known(row, endsAt, readAt);
        return _known.AddOrUpdate((tenant, row.SessionId), known, (_, old) => Newer(old, known));
    }

    // An end is final: an older read that comes late must not undo it.
    private static Known Newer(Known old, Known known) =>
        (old.Row.EndedAt is not null && known.Row.EndedAt is null) || old.ReadAt > known.ReadAt ? old : known;

    private void Trim()
    {
        foreach (var entry in _known)
        {
            if (time.GetElapsedTime(entry.Value.ReadAt) > MaxAge)
            {
                _known.TryRemove(entry);
            }
        }

        if (_known.Count >= MaxSessions)
        {
            _known.Clear();
        }
    }

    internal sealed record Known(SessionRow Row, DateTimeOffset EndsAt, long ReadAt);
}
