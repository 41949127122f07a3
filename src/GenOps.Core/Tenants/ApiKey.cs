using System.Buffers;
using System.Security.Cryptography;

namespace GenOps.Core.Tenants;

/// <summary>
/// An API key as presented, <c>gk-&lt;id&gt;-&lt;secret&gt;</c>, read in place without allocating. The id is public; only the secret's hash is ever stored.
/// </summary>
/// <remarks>
/// Both parts are base 32 in lower case without <c>i l o u</c>, so that a key survives double-click, dictation and any encoding.
/// </remarks>
public readonly ref struct ApiKey
{
    /// <summary>Characters of an id: 100 random bits.</summary>
    public const int IdCharacters = 20;

    /// <summary>Characters of a secret: 260 random bits.</summary>
    public const int SecretCharacters = 52;

    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>What an id and a secret are made of.</summary>
    public const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private const string Prefix = "gk-";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    private ApiKey(ReadOnlySpan<char> id, ReadOnlySpan<char> secret)
    {
        Id = id;
        Secret = secret;
    }

    /// <summary>Public part, by which the key is found.</summary>
    public ReadOnlySpan<char> Id { get; }

    /// <summary>Secret part, which only its holder knows.</summary>
    public ReadOnlySpan<char> Secret { get; }

    /// <summary>A hash that no secret has; compared with where there is no stored one, so that timing tells nothing.</summary>
    public static ReadOnlySpan<byte> NoHash => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Reads a key; false when it does not have the form of one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ApiKey key)
    {
        key = default;
        if (text.Length != Prefix.Length + IdCharacters + 1 + SecretCharacters || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var id = text.Slice(Prefix.Length, IdCharacters);
        var secret = text[^SecretCharacters..];
        if (text[Prefix.Length + IdCharacters] != '-' || !IsId(id) || secret.ContainsAnyExcept(Allowed))
        {
            return false;
        }

        key = new ApiKey(id, secret);
        return true;
    }

    /// <summary>Whether a text has the form of an id.</summary>
    public static bool IsId(ReadOnlySpan<char> text) => text.Length == IdCharacters && !text.ContainsAnyExcept(Allowed);

    /// <summary>Writes a key out of its parts.</summary>
    public static string Format(string id, string secret) => $"{Prefix}{id}-{secret}";

    /// <summary>Whether the secret has this hash. Takes the same time whatever differs.</summary>
    public bool Matches(ReadOnlySpan<byte> hash)
    {
        Span<byte> own = stackalloc byte[HashBytes];
        HashOf(Secret, own);
        return CryptographicOperations.FixedTimeEquals(own, hash);
    }

    /// <summary>SHA-256 of a secret; with 256 random bits nothing slower would be any safer.</summary>
    public static void HashOf(ReadOnlySpan<char> secret, Span<byte> hash)
    {
        Span<byte> ascii = stackalloc byte[SecretCharacters];
        for (var index = 0; index < secret.Length; index++)
        {
            ascii[index] = (byte)secret[index];
        }

        SHA256.HashData(ascii[..secret.Length], hash);
    }
}
