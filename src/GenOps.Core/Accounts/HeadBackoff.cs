namespace GenOps.Core.Accounts;

/// <summary>
/// How long an owner keeps away from the account's head row after it lost a race for it: many instances that all try again at once
/// would mostly hinder each other.
/// </summary>
/// <remarks>The n-th wait in a row is drawn evenly between 0 and 5 ms × 2ⁿ, at most 100 ms.</remarks>
internal sealed class HeadBackoff(string owner)
{
    private const int MaxMilliseconds = 100;
    private const int MaxDoublings = 5;

    private Random? _random;
    private int _conflicts;

    /// <summary>When the head may be asked for again; the start of time when it may be now.</summary>
    public TimeSpan Until { get; private set; } = TimeSpan.MinValue;

    public void Conflicted(OwnerTime now)
    {
        // Seeded with the name, so that owners differ and a simulated history can be repeated.
        _random ??= new Random(owner.Aggregate(17, static (hash, letter) => unchecked((hash * 31) + letter)));
        _conflicts++;
        Until = now.Monotonic + TimeSpan.FromMilliseconds(_random.NextDouble() * Math.Min(MaxMilliseconds, 5 << Math.Min(_conflicts, MaxDoublings)));
    }

    public void Succeeded()
    {
        _conflicts = 0;
        Until = TimeSpan.MinValue;
    }

    /// <summary>Ends the wait that is over. True once for each wait.</summary>
    public bool Ends(OwnerTime now)
    {
        var ends = Until != TimeSpan.MinValue && now.Monotonic >= Until;
        Until = ends ? TimeSpan.MinValue : Until;
        return ends;
    }
}
