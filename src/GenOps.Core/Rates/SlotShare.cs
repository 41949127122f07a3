namespace GenOps.Core.Rates;

/// <summary>Places for running calls that one instance has taken.</summary>
/// <param name="Owner">The instance.</param>
/// <param name="Slots">How many calls it may run.</param>
/// <param name="ExpiresAt">When the places fall back by themselves, by the clock of the instance.</param>
public sealed record SlotShare(string Owner, int Slots, DateTimeOffset ExpiresAt);
