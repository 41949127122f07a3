using System.Buffers;
using System.Runtime.CompilerServices;
using GenOps.Application.Storage;

namespace GenOps.Adapters.Tables;

/// <summary>What Azure Table Storage takes as a key; emulators take more.</summary>
internal static class RowKeys
{
    private static readonly SearchValues<char> Usual =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789|-_.:=~%");

    /// <summary>Throws <see cref="ArgumentException"/> for a key that storage would refuse or could not tell from another.</summary>
    public static void Check(string key, [CallerArgumentExpression(nameof(key))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key, name);
        if (key.Length > RowLimits.MaxKeyCharacters)
        {
            throw new ArgumentException($"A key has {key.Length} characters; storage takes {RowLimits.MaxKeyCharacters}.", name);
        }

        var odd = key.AsSpan().IndexOfAnyExcept(Usual);
        if (odd >= 0)
        {
            CheckCharacters(key, odd, name);
        }
    }

    /// <summary>Bounds of a range need not be keys themselves, but must be text that can be sent.</summary>
    public static void CheckBound(string bound, [CallerArgumentExpression(nameof(bound))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(bound, name);
        for (var index = 0; index < bound.Length; index++)
        {
            index += SurrogateLength(bound, index, name);
        }
    }

    private static void CheckCharacters(string key, int start, string? name)
    {
        for (var index = start; index < key.Length; index++)
        {
            if (key[index] is '/' or '\\' or '#' or '?' || char.IsControl(key[index]))
            {
                throw new ArgumentException($"A key has the character U+{(int)key[index]:X4}, which storage excludes.", name);
            }

            index += SurrogateLength(key, index, name);
        }
    }

    // 1 when a whole pair starts here, 0 for any other character.
    private static int SurrogateLength(string text, int index, string? name)
    {
        if (!char.IsSurrogate(text[index]))
        {
            return 0;
        }

        return index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1])
            ? 1
            : throw new ArgumentException("A key has half a surrogate pair.", name);
    }
}
