using System.Globalization;
using GenOps.Core.Rows;

namespace GenOps.Core.Ledger;

/// <summary>One immutable movement of money. Same id and content: the same entry.</summary>
public sealed record EntryRow : Row
{
    /// <summary>The UTC day the entry belongs to: the day on which the call was admitted.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Made by the caller; sorts by time within a day.</summary>
    public required string EntryId { get; init; }

    /// <summary>The request that caused it.</summary>
    public required string RequestId { get; init; }

    /// <summary>1 for a request's first attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>What it stands for.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Scope path that was charged.</summary>
    public required string Path { get; init; }

    /// <summary>Whom it is charged to.</summary>
    public required Attribution Attribution { get; init; }

    /// <summary>Session, if any.</summary>
    public string? SessionId { get; init; }

    /// <summary>Batch, if any.</summary>
    public string? BatchId { get; init; }

    /// <summary>The batch item's id in its file, if any.</summary>
    public string? CustomId { get; init; }

    /// <summary>Model asked for.</summary>
    public string? Model { get; init; }

    /// <summary>Version of the price that was fixed at the hold.</summary>
    public string? PriceVersion { get; init; }

    /// <summary>Prompt tokens, cached ones included.</summary>
    public long InputTokens { get; init; }

    /// <summary>The part of the prompt tokens served from the provider's cache.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Completion tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The part of the completion tokens spent on reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>Completion tokens that an answered call allowed; 0 for others.</summary>
    public long OutputTokenBound { get; init; }

    /// <summary>Charged, nano-dollars; negative for releases and negative adjustments.</summary>
    public required long CostNanoUsd { get; init; }

    /// <summary>Held before the attempt, nano-dollars.</summary>
    public long HeldNanoUsd { get; init; }

    /// <summary>True when the provider gave no usage and the cost is a bound.</summary>
    public bool Estimated { get; init; }

    /// <summary>True when the cost was above the hold.</summary>
    public bool Overage { get; init; }

    /// <summary>How the attempt ended.</summary>
    public required EntryStatus Status { get; init; }

    /// <summary>Time spent waiting for the provider, microseconds.</summary>
    public long ProviderMicroseconds { get; init; }

    /// <summary>Everything else that the call took up to its settlement, microseconds.</summary>
    public long OverheadMicroseconds { get; init; }

    /// <summary>The day that an adjustment corrects.</summary>
    public DateOnly? ForDate { get; init; }

    /// <summary>Why an adjustment was made.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public override string RowKey => KeyOf(Day, EntryId);

    /// <summary>The key of an entry.</summary>
    public static string KeyOf(DateOnly day, string entryId) =>
        string.Create(CultureInfo.InvariantCulture, $"e|{day:yyyy-MM-dd}|{entryId}");

    /// <summary>Prefix of all entries of a day.</summary>
    public static string DayPrefix(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"e|{day:yyyy-MM-dd}|");
}
