using System.Text;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// Instance ids, which are any text of up to 256 characters, as partition keys, which are not. The encoding is reversible and keeps order
/// and prefixes, so that storage's order is that of the ids.
/// </summary>
internal static class InstanceKeys
{
    internal const int MaxIdCharacters = 256;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // Characters from First to Last are written as Lead and a digit. A lead sorts where its range lies and is never written for itself,
    // which is what keeps the order. Excluded by storage are / \ # ? and control characters; the others would need care in a URL.
    private static readonly (char First, char Last, char Lead)[] Escapes =
    [
        ('\u0000', ',', '!'), ('.', '/', '.'), (';', '?', ';'), ('[', '^', '^'), ('`', '`', '`'), ('{', '\u009F', '~'),
    ];

    internal static string Encode(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > MaxIdCharacters)
        {
            throw new ArgumentException(
                $"An instance id has {instanceId.Length} characters; at most {MaxIdCharacters} fit.", nameof(instanceId));
        }

        return EncodePrefix(instanceId);
    }

    /// <summary>The beginning that the keys of all ids with this beginning have.</summary>
    internal static string EncodePrefix(string text)
    {
        var key = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length; index++)
        {
            Append(key, text, ref index);
        }

        return key.ToString();
    }

    /// <summary>The first key after all that begin with this; null when that is no key that can be asked for.</summary>
    internal static string? EndOf(string prefix) =>
        prefix.Length > 0 && char.IsAscii(prefix[^1]) ? prefix[..^1] + (char)(prefix[^1] + 1) : null;

    internal static string Decode(string key)
    {
        var text = new StringBuilder(key.Length);
        for (var index = 0; index < key.Length; index++)
        {
            var escape = Array.FindIndex(Escapes, escape => escape.Lead == key[index]);
            text.Append(escape < 0 ? key[index] : (char)(Escapes[escape].First + Digits.IndexOf(key[++index])));
        }

        return text.ToString();
    }

    private static void Append(StringBuilder key, string text, ref int index)
    {
        var character = text[index];
        if (char.IsAsciiLetterOrDigit(character))
        {
            key.Append(character);
            return;
        }

        foreach (var (first, last, lead) in Escapes)
        {
            if (character >= first && character <= last)
            {
                key.Append(lead).Append(Digits[character - first]);
                return;
            }
        }

        key.Append(character);
        if (char.IsSurrogate(character))
        {
            if (index + 1 == text.Length || !char.IsSurrogatePair(character, text[index + 1]))
            {
                throw new ArgumentException("An instance id has half a surrogate pair.", nameof(text));
            }

            key.Append(text[++index]);
        }
    }
}
