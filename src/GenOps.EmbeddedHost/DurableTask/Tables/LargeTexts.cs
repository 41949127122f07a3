using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// Texts too large for a row, one blob each. A blob is written before the row that names it, never changed, and its name never used again;
/// so a row always has its text, and what a crash leaves behind is only a blob that nobody names.
/// </summary>
internal sealed class LargeTexts(BlobContainerClient container, TimeProvider time)
{
    private const int Concurrency = 8;
    private const int HashCharacters = 32;

    private readonly string _process = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private long _last;

    internal static string FolderOf(string instanceId) => $"large/{RowKeys.Hash(instanceId)}/";

    /// <summary>Whether a blob of this name has this text.</summary>
    internal static bool Holds(string name, string text) =>
        name.AsSpan(name.LastIndexOf('/') + 1).StartsWith(RowKeys.Hash(text).AsSpan(0, HashCharacters), StringComparison.Ordinal);

    internal string NextName(string instanceId, string text) =>
        $"{FolderOf(instanceId)}{RowKeys.Hash(text)[..HashCharacters]}-{_process}-{Interlocked.Increment(ref _last)}";

    internal Task WriteAsync(IReadOnlyCollection<KeyValuePair<string, string>> texts, CancellationToken cancellationToken) => ForEachAsync(
        texts,
        async (text, token) =>
            await container.GetBlobClient(text.Key).UploadAsync(BinaryData.FromString(text.Value), overwrite: true, token),
        cancellationToken);

    /// <summary>The texts by name; null when one is gone, because the rows that named them are too.</summary>
    internal async Task<IReadOnlyDictionary<string, string>?> ReadAsync(
        IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var texts = new ConcurrentDictionary<string, string>();
        try
        {
            await ForEachAsync(
                names,
                async (name, token) =>
                {
                    var answer = await container.GetBlobClient(name).DownloadContentAsync(token);
                    texts[name] = Encoding.UTF8.GetString(answer.Value.Content);
                },
                cancellationToken);
            return texts;
        }
        catch (RequestFailedException exception) when (StorageFaults.IsMissing(exception))
        {
            return null;
        }
    }

    /// <summary>Deletes what no row names any more. What storage refuses stays until the instance is purged.</summary>
    internal async Task DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        try
        {
            await ForEachAsync(
                names,
                async (name, token) => await container.DeleteBlobIfExistsAsync(name, cancellationToken: token),
                cancellationToken);
        }
        catch (Exception exception) when (StorageFaults.IsTransient(exception, cancellationToken))
        {
        }
    }

    /// <summary>Deletes blobs of an instance that has no rows any more, those of this age.</summary>
    internal async Task DeleteOrphansAsync(string instanceId, TimeSpan age, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - age;
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Prefix = FolderOf(instanceId) }, cancellationToken))
        {
            if (blob.Properties.LastModified < before)
            {
                names.Add(blob.Name);
            }
        }

        await DeleteAsync(names, cancellationToken);
    }

    private static Task ForEachAsync<T>(
        IReadOnlyCollection<T> items, Func<T, CancellationToken, ValueTask> action, CancellationToken cancellationToken) => items.Count == 0
            ? Task.CompletedTask
            : Parallel.ForEachAsync(
                items, new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken }, action);
}
