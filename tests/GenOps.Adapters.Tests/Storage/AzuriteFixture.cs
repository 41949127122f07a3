using GenOps.Adapters.Blobs;
using GenOps.Adapters.Storage;
using GenOps.Adapters.Tables;
using GenOps.Adapters.Tests.Storage;
using GenOps.Application.Storage;
using GenOps.Azurite;
using GenOps.TestKit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace GenOps.Adapters.Tests.Storage;

/// <summary>One Azurite for all tests; each test has a partition or a name of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteInstance? _azurite;
    private TableRowStores? _rows;
    private BlobStore? _blobs;

    public string ConnectionString => _azurite!.ConnectionString;

    public Uri TableEndpoint => _azurite!.TableEndpoint;

    public IRowStores Rows => _rows!;

    public IBlobStore Blobs => _blobs!;

    public async ValueTask InitializeAsync()
    {
        _azurite = await TestAzurite.StartAsync();
        var connection = StorageConnection.Parse(ConnectionString);
        _rows = new TableRowStores(connection, new StorageOptions());
        _blobs = new BlobStore(connection, new StorageOptions());
        await _rows.CheckAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }
    }
}
