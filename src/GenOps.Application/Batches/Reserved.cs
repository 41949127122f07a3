using GenOps.Core.Batches;

namespace GenOps.Application.Batches;

/// <summary>What asking for a reservation gave.</summary>
/// <param name="Granted">Items that money is held for now; the longest prefix of those left.</param>
/// <param name="Left">Items without a result, the granted ones included.</param>
/// <param name="Refusal">Why nothing was granted.</param>
/// <param name="ResetsAt">When the exceeded window ends; null when that cannot help.</param>
/// <param name="Stop">Why nothing more is granted at all.</param>
public sealed record Reserved(
    int Granted, int Left, ReservationRefusal Refusal = ReservationRefusal.None, DateTimeOffset? ResetsAt = null, StopReason Stop = StopReason.None);
