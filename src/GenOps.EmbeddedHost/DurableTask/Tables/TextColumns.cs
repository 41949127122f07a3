using System.Text;
using Azure.Data.Tables;

namespace GenOps.EmbeddedHost.DurableTask.Tables;

/// <summary>
/// Texts in a row. A column takes 64 KiB, which is 32,768 characters, or twice that of plain text as bytes in <c>NameUtf8</c>; what is over
/// 45 KB goes to a blob that <c>NameBlob</c> names.
/// </summary>
internal static class TextColumns
{
    internal const int MaxRowBytes = 45 * 1024;
    private const int MaxCharacters = 32 * 1024;
    private const string BytesSuffix = "Utf8";
    private const string BlobSuffix = "Blob";

    /// <summary>
    /// A text too large for the row is added to <paramref name="large"/>, unless the blob <paramref name="known"/> already has it.
    /// </summary>
    internal static void PutText(this TableEntity row, string column, string? text, LargeTextWriter large, string? known = null)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length > MaxRowBytes || Encoding.UTF8.GetByteCount(text) > MaxRowBytes)
        {
            row[column + BlobSuffix] = known is not null && LargeTexts.Holds(known, text) ? known : large.Add(text);
        }
        else if (text.Length > MaxCharacters)
        {
            row[column + BytesSuffix] = Encoding.UTF8.GetBytes(text);
        }
        else
        {
            row[column] = text;
        }
    }

    internal static string? GetText(this TableEntity row, string column, IReadOnlyDictionary<string, string> large)
    {
        if (row.GetBlobName(column) is { } name)
        {
            return large[name];
        }

        return row.TryGetValue(column + BytesSuffix, out var bytes) && bytes is byte[] { Length: > 0 } utf8
            ? Encoding.UTF8.GetString(utf8)
            : row.GetString(column);
    }

    internal static string? GetBlobName(this TableEntity row, string column) =>
        row.TryGetValue(column + BlobSuffix, out var value) && value is string { Length: > 0 } name ? name : null;

    internal static IEnumerable<string> BlobNames(this TableEntity row) => row
        .Where(static column => column.Key.EndsWith(BlobSuffix, StringComparison.Ordinal))
        .Select(static column => column.Value as string)
        .OfType<string>()
        .Where(static name => name.Length > 0);
}
