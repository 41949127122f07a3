using GenOps.Core.Batches;
using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <summary>What a <see cref="ReadStep"/> found. Rows and seeds stand in the order in which the step names them.</summary>
public sealed class ReadResult
{
    /// <summary>A row a key; null when it does not exist.</summary>
    public required IReadOnlyList<StoredRow?> Rows { get; init; }

    /// <summary>All lease rows, when asked for.</summary>
    public IReadOnlyList<StoredRow> Leases { get; init; } = [];

    /// <summary>All reservations of batches that are not settled, when leases were asked for.</summary>
    public IReadOnlyList<ReservationRow> Reservations { get; init; } = [];

    /// <summary>Storage's clock when the leases were read.</summary>
    public DateTimeOffset StorageTime { get; init; }

    /// <summary>Sums of roll-ups in nano-dollars, a seed each.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];
}
