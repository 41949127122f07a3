namespace GenOps.Attack.Auditing;

/// <summary>An entry as <c>GET /genops/ledger/{day}</c> shows it.</summary>
internal sealed record LedgerLine
{
    public required DateOnly Day { get; init; }

    public required string EntryId { get; init; }

    public required string RequestId { get; init; }

    public required int Attempt { get; init; }

    public required string Kind { get; init; }

    public required string Status { get; init; }

    public string? User { get; init; }

    public string? Team { get; init; }

    public string? Project { get; init; }

    public string? SessionId { get; init; }

    public required long CostNanoUsd { get; init; }

    public required long HeldNanoUsd { get; init; }

    public required bool IsEstimated { get; init; }

    /// <summary>The provider's answer arrived whole, and its usage was charged.</summary>
    public bool IsExact => Status == "succeeded" && !IsEstimated;

    /// <summary>Made for a call, not a correction and not the rest of a crashed instance's money.</summary>
    public bool IsAttempt => Kind is "chat" or "completion" or "embedding" or "batch";

    /// <summary>Money of a crashed instance that no call is known for, and what of it was given back later.</summary>
    public bool IsRest => Kind is "in_doubt" or "in_doubt_release";
}
