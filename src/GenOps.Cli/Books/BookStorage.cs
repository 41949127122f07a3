using GenOps.Adapters.Storage;
using GenOps.Application.Storage;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Cli.Books;

/// <summary>The storage that an app keeps its books in, opened to be read. Tables are never made here.</summary>
internal sealed class BookStorage : IAsyncDisposable
{
    private const string MainKey = "AzureWebJobsStorage";
    private const string LedgerKey = "GenOps:LedgerStorage";

    private readonly ServiceProvider _services;

    private BookStorage(ServiceProvider services) => _services = services;

    public IRowStores Stores => _services.GetRequiredService<IRowStores>();

    /// <summary>What the app itself would use by its settings, or the account of a connection string.</summary>
    /// <param name="connection">A connection string; null takes the settings.</param>
    /// <exception cref="CommandFault">The settings name storage that no other process can read.</exception>
    public static BookStorage Open(string? connection)
    {
        string[] arguments = connection is null
            ? []
            : [$"--{StorageRegistration.KindKey}=tables", $"--{MainKey}={connection}", $"--{LedgerKey}="];
        return Open(FunctionsApplication.CreateBuilder(arguments).Configuration);
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();

    private static BookStorage Open(ConfigurationManager settings)
    {
        if (settings[StorageRegistration.KindKey] == "memory")
        {
            throw new CommandFault(
                $"{StorageRegistration.KindKey} is memory: only the app itself can read what it keeps there. Give the storage account with --storage.");
        }

        return new BookStorage(new ServiceCollection().AddTableStorage(settings).BuildServiceProvider());
    }
}
