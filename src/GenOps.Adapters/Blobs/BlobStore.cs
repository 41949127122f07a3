using Azure;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using GenOps.Adapters.Storage;
using GenOps.Application.Storage;

namespace GenOps.Adapters.Blobs;

/// <summary>Blobs of one container in Azure Blob Storage. The container comes into being with the first write. Thread safe.</summary>
public sealed class BlobStore : IBlobStore
{
    private const int MaxListed = 5_000;

    // Streams go up in blocks of this size, two at a time: at most three of them are in memory.
    private const int UploadBlockBytes = 4 * 1024 * 1024;
    private const int UploadConcurrency = 2;

    private readonly BlobContainerClient _container;
    private volatile bool _isContainerThere;

    /// <summary>Connects lazily: nothing is sent before the first call.</summary>
    public BlobStore(StorageConnection connection, StorageOptions options)
        : this(connection, options, StorageTransport.Create())
    {
    }

    internal BlobStore(StorageConnection connection, StorageOptions options, HttpPipelineTransport transport)
    {
        var client = new BlobClientOptions { Transport = transport };
        client.Retry.MaxRetries = 3;
        client.Retry.Delay = TimeSpan.FromMilliseconds(200);
        client.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        client.Retry.NetworkTimeout = TimeSpan.FromSeconds(options.BlobTimeoutSeconds);
        _container = connection.CreateBlobClient(client).GetBlobContainerClient(options.BlobContainer);
    }

    /// <inheritdoc/>
    public Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => WriteBlobAsync(
        name,
        async blob =>
        {
            await blob.UploadAsync(new BinaryData(content), overwrite: true, cancellationToken);
            return content.Length;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]?> GetAsync(string name, int maxBytes, CancellationToken cancellationToken) => ReadBlobAsync(
        name,
        async blob =>
        {
            using var answer = (await blob.DownloadStreamingAsync(new BlobDownloadOptions(), cancellationToken)).Value;
            if (answer.Details.ContentLength > maxBytes)
            {
                throw new BlobStoreException(
                    BlobStoreFault.TooLarge, $"Blob '{name}' has {answer.Details.ContentLength} bytes; at most {maxBytes} were expected.");
            }

            var content = new byte[answer.Details.ContentLength];
            await answer.Content.ReadExactlyAsync(content, cancellationToken);
            return content;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return ReadBlobAsync(
            name,
            async blob =>
            {
                try
                {
                    var range = offset == 0 ? default : new HttpRange(offset);
                    var answer = await blob.DownloadStreamingAsync(new BlobDownloadOptions { Range = range }, cancellationToken);
                    return new BlobReadStream(answer.Value.Content);
                }
                catch (RequestFailedException exception) when (exception.Status == 416)
                {
                    return Stream.Null;
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> WriteAsync(string name, Stream content, long maxBytes, CancellationToken cancellationToken) => WriteBlobAsync(
        name,
        async blob =>
        {
            await using var limited = new LimitedReadStream(content, maxBytes);
            var transfer = new StorageTransferOptions
            {
                InitialTransferSize = UploadBlockBytes,
                MaximumTransferSize = UploadBlockBytes,
                MaximumConcurrency = UploadConcurrency,
            };
            await blob.UploadAsync(limited, new BlobUploadOptions { TransferOptions = transfer }, cancellationToken);
            return limited.BytesRead;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var id = BlockIds.Encode(blockId);
        ArgumentOutOfRangeException.ThrowIfZero(content.Length, nameof(content));
        return WriteBlobAsync(
            name,
            async blob =>
            {
                using var stream = new BinaryData(content).ToStream();
                await _container.GetBlockBlobClient(blob.Name).StageBlockAsync(id, stream, options: null, cancellationToken);
                return content.Length;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, CancellationToken cancellationToken)
    {
        var ids = blockIds.Select(BlockIds.Encode).ToArray();
        return WriteBlobAsync(
            name,
            async blob =>
            {
                await _container.GetBlockBlobClient(blob.Name).CommitBlockListAsync(ids, options: null, cancellationToken);
                return (await blob.GetPropertiesAsync(conditions: null, cancellationToken)).Value.ContentLength;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        BlobNames.Check(name);
        try
        {
            await _container.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions: null, cancellationToken);
        }
        catch (Exception exception) when (BlobFaults.IsFault(exception, cancellationToken))
        {
            throw BlobFaults.Of(exception);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAsync(string prefix, string? afterName, int limit, CancellationToken cancellationToken)
    {
        BlobNames.CheckPrefix(prefix);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxListed);
        try
        {
            return await ListNamesAsync(prefix, afterName, limit, cancellationToken);
        }
        catch (RequestFailedException exception) when (BlobFaults.IsMissing(exception))
        {
            return [];
        }
        catch (Exception exception) when (BlobFaults.IsFault(exception, cancellationToken))
        {
            throw BlobFaults.Of(exception);
        }
    }

    // The start is inclusive, and a service that does not know it starts at the beginning: both are filtered here.
    private async Task<List<string>> ListNamesAsync(string prefix, string? afterName, int limit, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var options = new GetBlobsOptions { Prefix = prefix, StartFrom = afterName };
        await foreach (var blob in _container.GetBlobsAsync(options, cancellationToken))
        {
            if (afterName is not null && string.CompareOrdinal(blob.Name, afterName) <= 0)
            {
                continue;
            }

            names.Add(blob.Name);
            if (names.Count == limit)
            {
                break;
            }
        }

        return names;
    }

    private async Task<TResult?> ReadBlobAsync<TResult>(string name, Func<BlobClient, Task<TResult>> read, CancellationToken cancellationToken)
        where TResult : class
    {
        BlobNames.Check(name);
        try
        {
            return await read(_container.GetBlobClient(name));
        }
        catch (RequestFailedException exception) when (BlobFaults.IsMissing(exception))
        {
            return null;
        }
        catch (Exception exception) when (BlobFaults.IsFault(exception, cancellationToken))
        {
            throw BlobFaults.Of(exception);
        }
    }

    private async Task<long> WriteBlobAsync(string name, Func<BlobClient, Task<long>> write, CancellationToken cancellationToken)
    {
        BlobNames.Check(name);
        try
        {
            if (!_isContainerThere)
            {
                await _container.CreateIfNotExistsAsync(PublicAccessType.None, metadata: null, encryptionScopeOptions: null, cancellationToken);
                _isContainerThere = true;
            }

            return await write(_container.GetBlobClient(name));
        }
        catch (Exception exception) when (BlobFaults.IsFault(exception, cancellationToken))
        {
            throw BlobFaults.Of(exception);
        }
    }
}
