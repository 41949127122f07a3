using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace GenOps.Adapters.Storage;

/// <summary>How to reach a storage account: a connection string, or endpoints and an identity. Its text never shows a key.</summary>
public sealed class StorageConnection
{
    private readonly Func<TableClientOptions, TableServiceClient> _tables;
    private readonly Func<BlobClientOptions, BlobServiceClient> _blobs;

    private StorageConnection(
        Func<TableClientOptions, TableServiceClient> tables, Func<BlobClientOptions, BlobServiceClient> blobs)
    {
        _tables = tables;
        _blobs = blobs;
    }

    /// <summary>From a connection string, such as <c>UseDevelopmentStorage=true</c>.</summary>
    /// <exception cref="FormatException">It is not one; the message does not repeat it.</exception>
    public static StorageConnection Parse(string connectionString)
    {
        try
        {
            // The clients only parse here; they connect when used.
            _ = new TableServiceClient(connectionString);
            _ = new BlobServiceClient(connectionString);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            // No inner exception: its message may quote the text, which holds the key.
            throw new FormatException(
                "not a storage connection string. Use UseDevelopmentStorage=true, AccountName=…;AccountKey=…;EndpointSuffix=…, or endpoints with a SharedAccessSignature.");
        }

        return new StorageConnection(
            options => new TableServiceClient(connectionString, options), options => new BlobServiceClient(connectionString, options));
    }

    /// <summary>From endpoints and an identity that holds the data roles there. An endpoint that is never used may be null.</summary>
    public static StorageConnection WithIdentity(Uri? tables, Uri? blobs, TokenCredential credential) => new(
        options => new TableServiceClient(tables ?? throw new InvalidOperationException("No table endpoint is set."), credential, options),
        options => new BlobServiceClient(blobs ?? throw new InvalidOperationException("No blob endpoint is set."), credential, options));

    internal TableServiceClient CreateTableClient(TableClientOptions options) => _tables(options);

    internal BlobServiceClient CreateBlobClient(BlobClientOptions options) => _blobs(options);
}
