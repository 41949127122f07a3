using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Files;

/// <summary>A file of a tenant. Its content is a blob; a row is there before the blob, so that no content lies around unlisted.</summary>
/// <remarks>The newest sorts first, because that is how files are listed.</remarks>
public sealed record FileRow : Row
{
    /// <summary>Prefix of all files.</summary>
    public const string Prefix = "F|";

    /// <summary><c>file-</c> and a ULID.</summary>
    public required string FileId { get; init; }

    /// <summary>Name as uploaded, without folders.</summary>
    public required string FileName { get; init; }

    /// <summary>What it is for.</summary>
    public required FilePurpose Purpose { get; init; }

    /// <summary>Length of the content; 0 until it is stored.</summary>
    public long Bytes { get; init; }

    /// <summary>Whose it is: a key that is pinned elsewhere does not see it.</summary>
    public required Attribution Attributes { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is unknown and its content is removed.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>False while the content is on its way; such a file is unknown to everybody but its uploader.</summary>
    public bool IsStored { get; init; }

    /// <summary>SHA-256 of the token that opens the address for uploading; null when there is no such address or it was used.</summary>
    public IReadOnlyList<byte>? UploadTokenHash { get; init; }

    /// <inheritdoc/>
    public override string RowKey => KeyOf(FileId);

    /// <summary>The key of a file; the id must be one.</summary>
    public static string KeyOf(string fileId) => Prefix + FileIds.Reverse(fileId);

    /// <summary>Name of the blob with the content.</summary>
    public static string BlobOf(string tenant, string fileId) => $"files/{tenant}/{fileId}";

    /// <summary>Whether it can be read at a moment.</summary>
    public bool IsReadable(DateTimeOffset now) => IsStored && now < ExpiresAt;
}
