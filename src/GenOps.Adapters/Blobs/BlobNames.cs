using System.Buffers;

namespace GenOps.Adapters.Blobs;

/// <summary>Names that mean the same in every store, address and listing, and whose UTF-8 order is the ordinal one.</summary>
internal static class BlobNames
{
    private const int MaxCharacters = 1_024;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/");

    /// <summary>Throws <see cref="ArgumentException"/> unless the name is as <see cref="Application.Storage.IBlobStore"/> demands.</summary>
    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxCharacters || name.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException($"A blob name has 1 to {MaxCharacters} letters, digits and - _ . ~ /.", nameof(name));
        }

        foreach (var segment in name.AsSpan().Split('/'))
        {
            // Azure drops a dot at the end of a segment, so two names would mean one blob.
            var text = name.AsSpan()[segment];
            if (text.IsEmpty || text[^1] == '.')
            {
                throw new ArgumentException("A blob name has no segment that is empty or ends in a dot.", nameof(name));
            }
        }
    }

    /// <summary>A prefix may end anywhere in a name, also nowhere.</summary>
    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > MaxCharacters || prefix.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException($"The prefix of blob names has at most {MaxCharacters} letters, digits and - _ . ~ /.", nameof(prefix));
        }
    }
}
