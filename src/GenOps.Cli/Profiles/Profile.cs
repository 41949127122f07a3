using System.Text.Json.Serialization;

namespace GenOps.Cli.Profiles;

/// <summary>An app that the user talks to, and the keys for it.</summary>
internal sealed record Profile
{
    [JsonPropertyName("url")]
    public required string Url { get; init; }

    /// <summary>A tenant's key; null when there is none.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>The admin's key; null when there is none.</summary>
    [JsonPropertyName("admin_key")]
    public string? AdminKey { get; init; }

    // A record prints its members, and keys are for nobody's eyes.
    public override string ToString() => $"{Url}, key {SecretText.Mask(Key)}, admin key {SecretText.Mask(AdminKey)}";
}
