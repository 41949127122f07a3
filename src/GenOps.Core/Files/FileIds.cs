using System.Diagnostics.CodeAnalysis;
using GenOps.Core.Sessions;

namespace GenOps.Core.Files;

/// <summary>What a file's id looks like: <c>file-</c> and a ULID.</summary>
public static class FileIds
{
    /// <summary>What stands before the ULID.</summary>
    public const string Prefix = "file-";

    /// <summary>Whether a text can be an id. Anything else is unknown without a look at storage, whatever it contains.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && SessionIds.IsValid(text[Prefix.Length..]);

    /// <summary>The id's ULID, reversed so that the newest sorts first.</summary>
    public static string Reverse(string fileId) => SessionIds.Reverse(fileId[Prefix.Length..]);
}
