using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Application.Files;

/// <summary>What opens an address for uploading: the tenant's name, a dot and 256 random bits. Only a hash is stored.</summary>
/// <param name="Tenant">The tenant whose file is uploaded.</param>
/// <param name="Hash">SHA-256 of the random bits.</param>
internal sealed record UploadToken(string Tenant, byte[] Hash)
{
    private const int SecretBytes = 32;

    /// <summary>A new token and its text, which is known to its holder only.</summary>
    public static (UploadToken Token, string Text) Create(string tenant)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return (new UploadToken(tenant, SHA256.HashData(secret)), $"{tenant}.{Base64Url.EncodeToString(secret)}");
    }

    /// <summary>Reads a presented token.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out UploadToken? token)
    {
        token = null;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        Span<byte> secret = stackalloc byte[SecretBytes];
        if (dot < 1
            || !ScopeName.IsValid(text.AsSpan(0, dot))
            || text.Length - dot - 1 != Base64Url.GetEncodedLength(SecretBytes)
            || !Base64Url.TryDecodeFromChars(text.AsSpan(dot + 1), secret, out var written)
            || written != SecretBytes)
        {
            return false;
        }

        token = new UploadToken(text[..dot], SHA256.HashData(secret));
        return true;
    }

    /// <summary>Whether a stored hash is this token's.</summary>
    public bool Matches(IReadOnlyList<byte>? storedHash) =>
        CryptographicOperations.FixedTimeEquals(storedHash as byte[] ?? [.. storedHash ?? []], Hash);
}
