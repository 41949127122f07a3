using System.Globalization;

namespace GenOps.Application.Batches;

/// <summary>Names of the blobs of a batch.</summary>
public static class BatchBlobs
{
    /// <summary>Prefix of everything that belongs to a batch.</summary>
    public static string Prefix(string tenant, string batchId) => $"batches/{tenant}/{batchId}/";

    /// <summary>The items of a chunk: lines of <c>{"custom_id": …, "body": {…}}</c> in input order, without line ends inside.</summary>
    public static string Chunk(string tenant, string batchId, int chunk) =>
        string.Create(CultureInfo.InvariantCulture, $"batches/{tenant}/{batchId}/chunks/{chunk:00000}");

    /// <summary>The results of a chunk: a line an item, in input order; see <see cref="ResultLines"/>. There for every chunk before the files are written.</summary>
    public static string Results(string tenant, string batchId, int chunk) =>
        string.Create(CultureInfo.InvariantCulture, $"batches/{tenant}/{batchId}/results/{chunk:00000}");

    /// <summary>Prefix of the results of a chunk's items.</summary>
    internal static string Items(string tenant, string batchId, int chunk) =>
        string.Create(CultureInfo.InvariantCulture, $"batches/{tenant}/{batchId}/items/{chunk:00000}/");

    /// <summary>Prefix of the results under one reservation, until the chunk's results are written.</summary>
    internal static string Parts(ChunkKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{Items(key.Tenant, key.BatchId, key.Chunk)}{key.Attempt:000}-");
}
