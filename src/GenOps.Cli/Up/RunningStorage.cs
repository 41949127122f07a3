using GenOps.Adapters.Storage;
using GenOps.Azurite;

namespace GenOps.Cli.Up;

/// <summary>The chosen storage, ready for the app. Disposing stops what was started for it, its data saved.</summary>
internal sealed class RunningStorage : IAsyncDisposable
{
    private readonly AzuriteInstance? _azurite;

    private RunningStorage(string description, string[] settings, string? connection = null, AzuriteInstance? azurite = null)
    {
        Description = description;
        Settings = settings;
        Connection = connection;
        _azurite = azurite;
    }

    /// <summary>For people: what it is and where.</summary>
    public string Description { get; }

    /// <summary>Settings for the app, as command-line arguments of its host.</summary>
    public IReadOnlyList<string> Settings { get; }

    /// <summary>Connection string, where the settings do not tell it; null for memory too.</summary>
    public string? Connection { get; }

    /// <summary>Completes when the storage that was started here is gone; never for any other.</summary>
    public Task Ended => _azurite?.Exited ?? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);

    public static async Task<RunningStorage> StartAsync(
        StorageChoice choice, string dataFolder, string installFolder, Action<string> progress, CancellationToken cancellationToken)
    {
        switch (choice)
        {
            case StorageChoice.Memory:
                progress("Storage is memory: nothing is kept across a restart.");
                return new RunningStorage("memory, nothing is kept across a restart", [$"--{StorageRegistration.KindKey}=memory"]);
            case StorageChoice.GivenAccount given:
                return new RunningStorage("the account given by --storage", Tables(given.ConnectionString), given.ConnectionString);
            case StorageChoice.ConfiguredAccount:
                progress($"Storage is the account that {StorageDecision.ConnectionKey} names.");
                return new RunningStorage($"the account of {StorageDecision.ConnectionKey}", [$"--{StorageRegistration.KindKey}=tables"]);
            case StorageChoice.OwnAzurite own:
                return await StartAzuriteAsync(own, dataFolder, installFolder, progress, cancellationToken);
            default:
                throw new ArgumentOutOfRangeException(nameof(choice), choice, "No such choice.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }
    }

    private static async Task<RunningStorage> StartAzuriteAsync(
        StorageChoice.OwnAzurite choice,
        string dataFolder,
        string installFolder,
        Action<string> progress,
        CancellationToken cancellationToken)
    {
        progress(choice.Reason is null ? "Starting Azurite for storage." : $"{choice.Reason}: starting Azurite for storage instead.");
        var options = new AzuriteOptions { InstallFolder = installFolder, DataFolder = dataFolder, Progress = progress };
        try
        {
            var azurite = await AzuriteInstance.StartAsync(options, TimeProvider.System, cancellationToken);
            return new RunningStorage($"Azurite, data in {dataFolder}", Tables(azurite.ConnectionString), azurite.ConnectionString, azurite);
        }
        catch (AzuriteException exception)
        {
            throw new CommandFault($"{exception.Message} Without Azurite: --storage memory keeps everything in the process.", exception);
        }
    }

    // A second account for the ledger would split what the user asked to have in one place.
    private static string[] Tables(string connectionString) =>
    [
        $"--{StorageRegistration.KindKey}=tables", $"--{StorageDecision.ConnectionKey}={connectionString}", "--GenOps:LedgerStorage=",
    ];
}
