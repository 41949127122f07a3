using System.Security.Cryptography;
using System.Text;
using GenOps.Core.Tenants;

namespace GenOps.Application.Tenants;

/// <summary>A key fresh from the random generator, the only moment at which its secret is known here.</summary>
internal sealed class NewApiKey
{
    private NewApiKey(string id, string text, byte[] hash)
    {
        Id = id;
        Text = text;
        Hash = hash;
    }

    /// <summary>Public part.</summary>
    public string Id { get; }

    /// <summary>The whole key, for its holder only.</summary>
    public string Text { get; }

    /// <summary>What may be stored of the secret.</summary>
    public byte[] Hash { get; }

    public static NewApiKey Create() => Create(RandomNumberGenerator.GetString(ApiKey.Alphabet, ApiKey.IdCharacters));

    public static NewApiKey Create(string id)
    {
        // Each character of 32 is five unbiased bits; 52 of them are more than the 256 that a secret needs.
        var secret = RandomNumberGenerator.GetString(ApiKey.Alphabet, ApiKey.SecretCharacters);
        var hash = new byte[ApiKey.HashBytes];
        ApiKey.HashOf(secret, hash);
        return new NewApiKey(id, ApiKey.Format(id, secret), hash);
    }

    /// <summary>The id that a tenant's request of this name always gets, so that a repeated request meets the key of the first.</summary>
    public static string IdOf(string tenant, string requestName)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\n{requestName}"));
        return string.Create(ApiKey.IdCharacters, hash, static (id, bytes) =>
        {
            for (var index = 0; index < id.Length; index++)
            {
                id[index] = ApiKey.Alphabet[bytes[index] % ApiKey.Alphabet.Length];
            }
        });
    }
}
