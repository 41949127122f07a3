using GenOps.Application.Storage;
using GenOps.Cli.Tests.Books;

namespace GenOps.Cli.Tests.Verify;

/// <summary>Books of every kind of call, copied while a call still runs, so that a lease is open in them.</summary>
public sealed class TamperedBooks(BooksApp app) : IAsyncLifetime
{
    private RichBooks _books = null!;

    internal string Tenant => _books.Tenant;

    internal string Session => _books.Session;

    internal IRowStores Original { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _books = await RichBooks.MakeAsync(app);
        using var running = await app.StallAsync(_books.Key, ("x-genops-team", "search"));
        Original = await BookCopy.OfAsync(app.Stores, _books.Tenant);
    }

    public ValueTask DisposeAsync() => default;
}
