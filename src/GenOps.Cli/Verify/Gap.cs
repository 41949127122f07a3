namespace GenOps.Cli.Verify;

/// <summary>How far a window is off, nano-dollars.</summary>
/// <param name="Spent">Entries less spent and unfolded.</param>
/// <param name="Held">What leases and reservations hold less held.</param>
internal readonly record struct Gap(long Spent, long Held)
{
    public static Gap operator +(Gap left, Gap right) => new(left.Spent + right.Spent, left.Held + right.Held);
}
