using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace GenOps.Cli.Up;

/// <summary>The admin key: the setting's, else one of our own that is kept.</summary>
internal static class AdminKeySource
{
    public const string SettingName = "GENOPS_ADMIN_KEY";

    private const int RandomBytes = 32;

    public static string Obtain(IConfiguration settings, SecretFile kept)
    {
        if (settings[SettingName] is { } configured && !string.IsNullOrWhiteSpace(configured))
        {
            return configured;
        }

        if (kept.Read() is { } known)
        {
            return known;
        }

        var key = Make();
        kept.Write(key);
        return key;
    }

    /// <summary>A new one that nobody can guess.</summary>
    public static string Make() => "ga-" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
}
