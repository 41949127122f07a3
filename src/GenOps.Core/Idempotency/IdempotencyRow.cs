using GenOps.Core.Rows;

namespace GenOps.Core.Idempotency;

/// <summary>A claim on an idempotency key: inserted before the hold, completed in the transaction that settles.</summary>
public sealed record IdempotencyRow : Row
{
    /// <summary>Prefix of all idempotency rows.</summary>
    public const string Prefix = "k|";

    /// <summary>SHA-256 in hex over API key id, route and the caller's key.</summary>
    public required string KeyHash { get; init; }

    /// <summary>SHA-256 in hex over the raw body and the attribution.</summary>
    public required string BodyHash { get; init; }

    /// <summary>The request that claimed it.</summary>
    public required string RequestId { get; init; }

    /// <summary>The instance that runs it.</summary>
    public required string Owner { get; init; }

    /// <summary>When it was claimed.</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>Until when the claim is alive without an answer.</summary>
    public required DateTimeOffset ClaimExpiresAt { get; init; }

    /// <summary>Name of the blob with the stored answer; null while it runs.</summary>
    public string? AnswerBlob { get; init; }

    /// <summary>From when on the row may be removed.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <inheritdoc/>
    public override string RowKey => Prefix + KeyHash;
}
