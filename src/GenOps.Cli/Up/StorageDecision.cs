using GenOps.Adapters.Storage;
using Microsoft.Extensions.Configuration;

namespace GenOps.Cli.Up;

/// <summary>Chooses the storage: the flag, else what the settings say if it answers, else an Azurite of our own.</summary>
internal static class StorageDecision
{
    public const string ConnectionKey = "AzureWebJobsStorage";

    private const string Azurite = "azurite";
    private const string InMemory = "memory";

    /// <summary>Whether the text is something <c>--storage</c> takes. A connection string is settings with values.</summary>
    public static bool IsFlag(string text) =>
        Is(text, Azurite) || Is(text, InMemory) || text.Contains('=', StringComparison.Ordinal);

    /// <summary>
    /// Decides; <paramref name="findFaultAsync"/> is asked only if the settings name an account, and answers null when it is usable.
    /// </summary>
    public static async Task<StorageChoice> DecideAsync(string? flag, IConfiguration settings, Func<Task<string?>> findFaultAsync)
    {
        if (flag is not null)
        {
            return Is(flag, Azurite) ? new StorageChoice.OwnAzurite()
                : Is(flag, InMemory) ? new StorageChoice.Memory()
                : new StorageChoice.GivenAccount(flag);
        }

        if (settings[StorageRegistration.KindKey] == InMemory)
        {
            return new StorageChoice.Memory();
        }

        if (!IsConfigured(settings.GetSection(ConnectionKey)))
        {
            return new StorageChoice.OwnAzurite();
        }

        return await findFaultAsync() is { } fault
            ? new StorageChoice.OwnAzurite($"{ConnectionKey} is set but not usable ({fault})")
            : new StorageChoice.ConfiguredAccount();
    }

    private static bool IsConfigured(IConfigurationSection section) =>
        !string.IsNullOrWhiteSpace(section.Value) || section.GetChildren().Any();

    private static bool Is(string text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);
}
