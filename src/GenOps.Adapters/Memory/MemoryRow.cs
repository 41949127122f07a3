using System.Globalization;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Memory;

/// <summary>The place of one row: its key for good, its content until the next replacement. Guarded by the partition's lock.</summary>
internal sealed class MemoryRow(string key)
{
    public string Key { get; } = key;

    public MemoryVersion Current { get; set; }
}

/// <summary>One version of a row, numbered uniquely within the store.</summary>
internal readonly struct MemoryVersion(Row row, long number, long writtenTicks)
{
    // Looks as the ETags of table storage do, so that nobody comes to rely on a number.
    private const string ETagStart = "W/\"";
    private const string ETagEnd = "\"";

    // The row itself, or an entry's bytes.
    private readonly object _content = row is EntryRow entry ? PackedEntry.Pack(entry) : row;

    public long Number { get; } = number;

    public static string ETagOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{ETagStart}{number}{ETagEnd}");

    public bool HasETag(string eTag) =>
        eTag.StartsWith(ETagStart, StringComparison.Ordinal)
        && eTag.EndsWith(ETagEnd, StringComparison.Ordinal)
        && long.TryParse(eTag.AsSpan()[ETagStart.Length..^ETagEnd.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number == Number;

    public StoredRow ToStored() => new(
        _content is byte[] packed ? PackedEntry.Unpack(packed) : (Row)_content, ETagOf(Number), new DateTimeOffset(writtenTicks, TimeSpan.Zero));
}
