using GenOps.Adapters.Blobs;
using GenOps.Adapters.Storage;
using GenOps.Adapters.Tests.Storage;
using GenOps.Application.Storage;
using GenOps.TestKit;

namespace GenOps.Adapters.Tests.Blobs;

public sealed class BlobOutageTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Any_NobodyListens_IsUnavailable()
    {
        using var port = new DeadPort();
        var nobody = $"{port.Address}acme";
        var store = new BlobStore(
            StorageConnection.Parse($"AccountName=acme;AccountKey=c2VjcmV0;BlobEndpoint={nobody};TableEndpoint={nobody}"),
            new StorageOptions());

        var faults = await Task.WhenAll(
            FaultOfAsync(store.PutAsync("a", new byte[1], CancellationToken.None)),
            FaultOfAsync(store.GetAsync("a", 1, CancellationToken.None)),
            FaultOfAsync(store.ListAsync("a", null, 1, CancellationToken.None)),
            FaultOfAsync(store.DeleteAsync("a", CancellationToken.None)));

        Assert.All(faults, fault => Assert.Equal(BlobStoreFault.Unavailable, fault.Kind));
        Assert.All(faults, fault => Assert.True(fault.IsRetryable));
    }

    [Fact]
    public async Task Read_ContainerMissing_AnswersAsForAnEmptyOne()
    {
        var store = new BlobStore(StorageConnection.Parse(azurite.ConnectionString), new StorageOptions { BlobContainer = "not-there" });

        Assert.Null(await store.GetAsync("a", 1, CancellationToken.None));
        Assert.Null(await store.OpenReadAsync("a", 0, CancellationToken.None));
        Assert.Empty(await store.ListAsync("a", null, 1, CancellationToken.None));
        await store.DeleteAsync("a", CancellationToken.None);
    }

    private static Task<BlobStoreException> FaultOfAsync(Task task) => Assert.ThrowsAsync<BlobStoreException>(() => task);
}
