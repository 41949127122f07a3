using System.Security.Cryptography;
using System.Text;

namespace GenOps.Application.Tenants;

/// <summary>The key that opens the administrative routes. Thread safe; keeps the key's hash only.</summary>
public sealed class AdminKey
{
    private readonly byte[]? _hash;

    /// <summary>Takes the setting; null or empty disables every administrative route.</summary>
    public AdminKey(string? setting) => _hash = string.IsNullOrEmpty(setting) ? null : HashOf(setting);

    /// <summary>Whether there is an administrator's key at all.</summary>
    public bool IsEnabled => _hash is not null;

    /// <summary>Whether this is the key. Takes the same time whatever differs, since both sides are compared as hashes.</summary>
    public bool Matches(string presented) => _hash is not null && CryptographicOperations.FixedTimeEquals(_hash, HashOf(presented));

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
