using System.Security.Cryptography;
using System.Text;
using GenOps.Core.Batches;
using GenOps.Core.Files;

namespace GenOps.Application.Batches.Output;

/// <summary>The ids of a batch's own files: always the same for one batch, so that files written twice are the same files.</summary>
internal static class OutputFileIds
{
    private const int TimeCharacters = 10;

    /// <summary>The file with the answers.</summary>
    public static string Output(string batchId) => Of(batchId, "output");

    /// <summary>The file with what failed.</summary>
    public static string Error(string batchId) => Of(batchId, "error");

    // A ULID of the batch's own time, with bits of a hash for the random ones.
    private static string Of(string batchId, string kind)
    {
        var time = batchId.AsSpan(BatchIds.Prefix.Length, TimeCharacters);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{batchId}\n{kind}"));
        return $"{FileIds.Prefix}{time}{new Ulid(hash.AsSpan(0, 16)).ToString().AsSpan(TimeCharacters)}";
    }
}
