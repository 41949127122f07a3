using System.Globalization;
using GenOps.Core.Rows;

namespace GenOps.Core.Batches;

/// <summary>Money that a batch took from the account for the items of one chunk: the truth of the reservation and of what its items came to.</summary>
/// <remarks>
/// It does not expire by time: settling ends it. Granted, settled and folded mean what they mean for a lease. Whoever runs the items claims it, and
/// every write renews the claim.
/// </remarks>
public sealed record ReservationRow : Row
{
    /// <summary>Prefix of all reservation keys.</summary>
    public const string KeyPrefix = "b|";

    /// <summary>The batch.</summary>
    public required string BatchId { get; init; }

    /// <summary>The chunk, from 0.</summary>
    public required int Chunk { get; init; }

    /// <summary>1 for a chunk's first reservation.</summary>
    public required int Attempt { get; init; }

    /// <summary>Deepest declared scope path that it was granted against.</summary>
    public required string Path { get; init; }

    /// <summary>The only UTC day on which its items may be sent.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Version of the set of declared scopes at the grant.</summary>
    public required long ScopesVersion { get; init; }

    /// <summary>The items it holds money for.</summary>
    public required IReadOnlyList<ReservedItem> Items { get; init; }

    /// <summary>Whether these are all items of the chunk that had no result yet.</summary>
    public bool IsRest { get; init; }

    /// <summary>Whether the chunk needs no other reservation.</summary>
    public bool EndsChunk => IsRest && Items.All(static item => item.IsDone);

    /// <summary>Everything granted, nano-dollars.</summary>
    public required long GrantedNanoUsd { get; init; }

    /// <summary>Everything charged by durable entries, nano-dollars.</summary>
    public long SettledNanoUsd { get; init; }

    /// <summary>The part of settled that the windows' spent contains, nano-dollars.</summary>
    public long FoldedNanoUsd { get; init; }

    /// <summary>Who runs the items; null when nobody does.</summary>
    public string? Claim { get; init; }

    /// <summary>Grows with every write of a runner; tells it whether a transaction of unknown outcome happened.</summary>
    public long Seq { get; init; }

    /// <summary>True once it is settled.</summary>
    public bool Closed { get; init; }

    /// <summary>Settled, but not in the windows' spent yet.</summary>
    public long UnfoldedNanoUsd => SettledNanoUsd - FoldedNanoUsd;

    /// <inheritdoc/>
    public override string RowKey => KeyOf(BatchId, Chunk, Attempt);

    /// <summary>The key of a reservation.</summary>
    public static string KeyOf(string batchId, int chunk, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"b|{batchId}|{chunk:00000}|{attempt:00000}");

    /// <summary>Prefix of all reservations of a chunk.</summary>
    public static string ChunkPrefix(string batchId, int chunk) => string.Create(CultureInfo.InvariantCulture, $"b|{batchId}|{chunk:00000}|");

    /// <summary>Prefix of all reservations of a batch.</summary>
    public static string BatchPrefix(string batchId) => $"b|{batchId}|";
}
