using GenOps.Adapters.Storage;
using GenOps.Application.Storage;
using GenOps.Cli.Up;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Cli.Books;

/// <summary>The storage that an app keeps its books in, opened to be read. Tables are never made here.</summary>
internal sealed class BookStorage(IRowStores stores, string description, IAsyncDisposable? owned = null) : IAsyncDisposable
{
    private const string LedgerKey = "GenOps:LedgerStorage";

    public IRowStores Stores => stores;

    /// <summary>For people: which storage it is.</summary>
    public string Description => description;

    /// <summary>The account given, else that of a running <c>up</c>, else what the app itself would use by its settings.</summary>
    /// <exception cref="CommandFault">The settings name storage that no other process can read.</exception>
    public static BookStorage Open(BookPlace place)
    {
        if (place.Connection is { } given)
        {
            return Open(given, "the account of --storage");
        }

        return SharedStorage.Of(place.DataFolder).Read() is { } shared
            ? Open(shared, $"that of the 'up' on {place.DataFolder}")
            : Open(connection: null, $"the account of the settings ({StorageDecision.ConnectionKey})");
    }

    public ValueTask DisposeAsync() => owned?.DisposeAsync() ?? default;

    private static BookStorage Open(string? connection, string description)
    {
        string[] arguments = connection is null
            ? []
            : [$"--{StorageRegistration.KindKey}=tables", $"--{StorageDecision.ConnectionKey}={connection}", $"--{LedgerKey}="];
        var settings = FunctionsApplication.CreateBuilder(arguments).Configuration;
        if (settings[StorageRegistration.KindKey] == "memory")
        {
            throw new CommandFault(
                $"{StorageRegistration.KindKey} is memory: only the app itself can read what it keeps there. Give the storage account with --storage.");
        }

        var services = new ServiceCollection().AddTableStorage(settings).BuildServiceProvider();
        return new BookStorage(services.GetRequiredService<IRowStores>(), description, services);
    }
}
