using GenOps.Core.Sessions;

namespace GenOps.Core.Batches;

/// <summary>What a batch's id looks like: <c>batch_</c> and a ULID.</summary>
public static class BatchIds
{
    /// <summary>What every id starts with.</summary>
    public const string Prefix = "batch_";

    /// <summary>The id made of a ULID.</summary>
    public static string Of(string ulid) => Prefix + ulid;

    /// <summary>The ULID in an id, which is also the id of the batch's own session.</summary>
    public static string UlidOf(string batchId) => batchId[Prefix.Length..];

    /// <summary>Whether a text can be an id. Anything else is unknown without a look at storage, whatever it contains.</summary>
    public static bool IsValid(string? text) =>
        text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && SessionIds.IsValid(text[Prefix.Length..]);

    /// <summary>Where ids sort by time, this sorts the newest first.</summary>
    internal static string Reverse(string batchId) => SessionIds.Reverse(UlidOf(batchId));
}
