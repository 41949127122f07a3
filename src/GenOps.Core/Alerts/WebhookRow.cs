using GenOps.Core.Rows;

namespace GenOps.Core.Alerts;

/// <summary>A notice that is to be sent, or was given up.</summary>
public sealed record WebhookRow : Row
{
    /// <summary>Prefix of notices that are to be sent.</summary>
    public const string PendingPrefix = "h|p|";

    /// <summary>Prefix of notices that were given up.</summary>
    public const string DeadPrefix = "h|d|";

    /// <summary>Attempts before a notice is given up, over about a day.</summary>
    public const int MaxAttempts = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>Names the notice to its receiver; sorts by time.</summary>
    public required string WebhookId { get; init; }

    /// <summary>What is sent, JSON.</summary>
    public required string Body { get; init; }

    /// <summary>Who is told; null when it is whoever the tenant's document names at the time of sending.</summary>
    public string? Address { get; init; }

    /// <summary>When it came into being.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; init; }

    /// <summary>From when on it may be tried again.</summary>
    public required DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string? LastFault { get; init; }

    /// <summary>Whether it was given up.</summary>
    public bool IsDead { get; init; }

    /// <inheritdoc/>
    public override string RowKey => (IsDead ? DeadPrefix : PendingPrefix) + WebhookId;

    /// <summary>The row while an attempt runs: nobody else tries before the pause is over, whatever becomes of this attempt.</summary>
    public WebhookRow Attempted(DateTimeOffset now)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(Attempts, 16));
        return this with { Attempts = Attempts + 1, NextAttemptAt = now + (pause > LongestPause ? LongestPause : pause) };
    }
}
