using System.Security.Cryptography;
using System.Text;

namespace GenOps.Application.Alerts;

/// <summary>The service's own secret, from which those that sign notices are derived: who reads storage alone can't sign. Thread safe.</summary>
public sealed class WebhookKey
{
    private const int RandomBytes = 32;

    private readonly byte[] _key;

    /// <summary>Takes the setting, or what stands in for it. Without either, nobody was ever shown a secret, so that one of this process serves as well.</summary>
    public WebhookKey(string? setting) =>
        _key = string.IsNullOrEmpty(setting) ? RandomNumberGenerator.GetBytes(RandomBytes) : Encoding.UTF8.GetBytes(setting);

    /// <summary>A tenant's secret; another salt gives another.</summary>
    public string SecretOf(string tenant, string salt) =>
        "whsec_" + Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"webhook|{tenant}|{salt}")));
}
