using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Sessions;

/// <summary>A session as it was started. What its calls came to is not here: that is the sum of its <see cref="SessionPartialRow"/>s.</summary>
/// <remarks>
/// Active and ended sessions have ranges of their own, each the newest first, so that either is listed without reading the other. Ending
/// moves the row in one transaction; an id is therefore looked for among the active ones first.
/// </remarks>
public sealed record SessionRow : Row
{
    /// <summary>Prefix of active sessions.</summary>
    public const string ActivePrefix = "n|a|";

    /// <summary>Prefix of ended sessions.</summary>
    public const string EndedPrefix = "n|e|";

    /// <summary>A ULID.</summary>
    public required string SessionId { get; init; }

    /// <summary>Name for people.</summary>
    public string? Name { get; init; }

    /// <summary>What the session is about; it does not attribute the session's calls.</summary>
    public required Attribution Attributes { get; init; }

    /// <summary>When it was started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Seconds without a call after which it ends by itself.</summary>
    public required int IdleTimeoutSeconds { get; init; }

    /// <summary>When it ended; null while it is active.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <inheritdoc/>
    public override string RowKey => KeyOf(SessionId, EndedAt is not null);

    /// <summary>The key of a session; the id must be one.</summary>
    public static string KeyOf(string sessionId, bool isEnded) => (isEnded ? EndedPrefix : ActivePrefix) + SessionIds.Reverse(sessionId);

    /// <summary>When it ended or ends without another call.</summary>
    /// <param name="lastAt">Its last call; null when it had none.</param>
    public DateTimeOffset EndsAt(DateTimeOffset? lastAt)
    {
        var since = lastAt > StartedAt ? lastAt.Value : StartedAt;
        return EndedAt ?? since.AddSeconds(IdleTimeoutSeconds);
    }
}
