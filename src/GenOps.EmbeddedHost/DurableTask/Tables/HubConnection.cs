using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>How to reach the storage account of the hub.</summary>
internal sealed class HubConnection
{
    private readonly Func<TableClientOptions, TableServiceClient> _tables;
    private readonly Func<BlobClientOptions, BlobServiceClient> _blobs;

    private HubConnection(Func<TableClientOptions, TableServiceClient> tables, Func<BlobClientOptions, BlobServiceClient> blobs)
    {
        _tables = tables;
        _blobs = blobs;
    }

    /// <summary>From a connection string; <see cref="FormatException"/> when it is none.</summary>
    internal static HubConnection Parse(string connectionString)
    {
        try
        {
            _ = new TableServiceClient(connectionString);
            _ = new BlobServiceClient(connectionString);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            // No inner exception: its message may quote the text, which holds the key.
            throw new FormatException("not a storage connection string, such as UseDevelopmentStorage=true.");
        }

        return new HubConnection(
            options => new TableServiceClient(connectionString, options), options => new BlobServiceClient(connectionString, options));
    }

    /// <summary>From endpoints and an identity that holds the data roles there.</summary>
    internal static HubConnection WithIdentity(Uri tables, Uri blobs, TokenCredential credential) => new(
        options => new TableServiceClient(tables, credential, options), options => new BlobServiceClient(blobs, credential, options));

    internal TableServiceClient CreateTableClient(TableClientOptions options) => _tables(options);

    internal BlobServiceClient CreateBlobClient(BlobClientOptions options) => _blobs(options);
}
