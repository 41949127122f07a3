using Microsoft.Extensions.Configuration;

namespace GenOps.Cli.Up;

/// <summary>Who answers the calls.</summary>
internal abstract record ProviderChoice
{
    public const string KeyKey = "TOGETHER_API_KEY";
    public const string AddressKey = "TOGETHER_BASE_URL";

    private ProviderChoice()
    {
    }

    /// <summary>The provider that the settings name; its calls cost money.</summary>
    public sealed record Configured(string? Address) : ProviderChoice;

    /// <summary>The simulator, and why.</summary>
    public sealed record Simulated(string Reason) : ProviderChoice;

    public static ProviderChoice Decide(bool simulate, IConfiguration settings) =>
        simulate ? new Simulated("--simulate")
        : string.IsNullOrWhiteSpace(settings[KeyKey]) ? new Simulated($"no {KeyKey}")
        : new Configured(settings[AddressKey]);
}
