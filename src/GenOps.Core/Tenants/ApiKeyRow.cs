using GenOps.Core.Rows;

namespace GenOps.Core.Tenants;

/// <summary>What is stored of an API key: never the secret, only its SHA-256.</summary>
public sealed record ApiKeyRow : Row
{
    /// <summary>Public part of the key; random, unique.</summary>
    public required string KeyId { get; init; }

    /// <summary>The only tenant it opens.</summary>
    public required string Tenant { get; init; }

    /// <summary>SHA-256 of the secret, 32 bytes.</summary>
    public required IReadOnlyList<byte> SecretHash { get; init; }

    /// <summary>Name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Team that every call of the key is charged to.</summary>
    public string? Team { get; init; }

    /// <summary>Project that every call of the key is charged to.</summary>
    public string? Project { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is refused; null is never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Since when it is revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <inheritdoc/>
    public override string RowKey => KeyId;

    /// <summary>The directory partition a key is found in by its id alone: spread over 1,024 by the id's first two characters.</summary>
    public static string PartitionOf(string keyId) => "k-" + keyId[..2];
}
