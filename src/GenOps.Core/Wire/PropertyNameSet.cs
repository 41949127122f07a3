using System.Runtime.CompilerServices;

namespace GenOps.Core.Wire;

/// <summary>
/// Finds a name used twice in one object. Two <c>max_tokens</c>, one for us and one for the provider, would be a way to spend more than
/// was held. Names are told apart by a 64-bit hash: a false alarm takes two names made to collide, and harms only who made them.
/// </summary>
internal struct PropertyNameSet
{
    private Hashes _hashes;

    public int Count { get; private set; }

    /// <summary>False when the name was there before. The caller keeps within <see cref="WireLimits.MaxProperties"/>.</summary>
    public bool Add(ReadOnlySpan<byte> name)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in name)
        {
            hash = unchecked((hash ^ value) * 1099511628211UL);
        }

        Span<ulong> seen = _hashes;
        if (seen[..Count].Contains(hash))
        {
            return false;
        }

        seen[Count++] = hash;
        return true;
    }

    [InlineArray(WireLimits.MaxProperties)]
    private struct Hashes
    {
        private ulong _first;
    }
}
