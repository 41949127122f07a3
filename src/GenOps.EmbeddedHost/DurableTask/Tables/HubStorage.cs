using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// The clients of one hub's tables and blobs. Some repeat a request that had no answer: for reads, and for writes that may happen twice.
/// The others send once, because whoever repeats a conditional write must first read what became of it.
/// </summary>
internal sealed class HubStorage
{
    internal HubStorage(HubConnection connection, HubNames names, TableHubOptions options, HttpMessageHandler? handler = null)
    {
        var transport = new HttpClientTransport(new HttpClient(handler ?? CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan });
        var repeating = connection.CreateTableClient(With(new TableClientOptions(), options.Tries - 1));
        var once = connection.CreateTableClient(With(new TableClientOptions(), 0));
        Instances = repeating.GetTableClient(names.Instances);
        InstancesOnce = once.GetTableClient(names.Instances);
        Pending = repeating.GetTableClient(names.Pending);
        PendingOnce = once.GetTableClient(names.Pending);
        Container = connection.CreateBlobClient(With(new BlobClientOptions(), options.Tries - 1)).GetBlobContainerClient(names.Container);
        ContainerOnce = connection.CreateBlobClient(With(new BlobClientOptions(), 0)).GetBlobContainerClient(names.Container);

        T With<T>(T client, int retries)
            where T : ClientOptions
        {
            client.Transport = transport;
            client.Retry.Mode = RetryMode.Exponential;
            client.Retry.MaxRetries = retries;
            client.Retry.Delay = options.RetryDelay;
            client.Retry.MaxDelay = TimeSpan.FromSeconds(1);
            client.Retry.NetworkTimeout = options.RequestTimeout;
            return client;
        }
    }

    internal TableClient Instances { get; }

    internal TableClient InstancesOnce { get; }

    internal TableClient Pending { get; }

    internal TableClient PendingOnce { get; }

    internal BlobContainerClient Container { get; }

    internal BlobContainerClient ContainerOnce { get; }

    internal async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Instances.CreateIfNotExistsAsync(cancellationToken);
        await Pending.CreateIfNotExistsAsync(cancellationToken);
        await Container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
    }

    // Idle connections are given up before storage would close them: a request that meets a closing connection has an unknown outcome.
    private static SocketsHttpHandler CreateHandler() => new()
    {
        MaxConnectionsPerServer = int.MaxValue,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        AllowAutoRedirect = false,
        UseCookies = false,
    };
}
