using System.Text;
using Azure.Data.Tables;

namespace GenOps.Adapters.Tables.Columns;

/// <summary>
/// Reads the columns of one entity. A column that is missing or of another type is an <see cref="InvalidDataException"/>.
/// </summary>
internal readonly struct ColumnReader(TableEntity entity)
{
    public string Text(string name) => TextOrNull(name) ?? throw Unreadable(name);

    public string? TextOrNull(string name) => entity.TryGetValue(name, out var value) ? value as string ?? throw Unreadable(name) : null;

    public long Number(string name) => entity.TryGetValue(name, out var value) && value is long number ? number : throw Unreadable(name);

    public long? NumberOrNull(string name) => entity.ContainsKey(name) ? Number(name) : null;

    public int SmallNumber(string name) =>
        Number(name) is >= int.MinValue and <= int.MaxValue and var number ? (int)number : throw Unreadable(name);

    public bool Flag(string name) => entity.TryGetValue(name, out var value) && value is bool flag ? flag : throw Unreadable(name);

    public DateTimeOffset Instant(string name) => InstantOrNull(name) ?? throw Unreadable(name);

    public DateTimeOffset? InstantOrNull(string name) => TextOrNull(name) is not { } text ? null
        : ColumnFormats.TryInstant(text, out var instant) ? instant
        : throw Unreadable(name);

    public DateOnly Day(string name) => DayOrNull(name) ?? throw Unreadable(name);

    public DateOnly? DayOrNull(string name) => TextOrNull(name) is not { } text ? null
        : ColumnFormats.TryDay(text, out var day) ? day
        : throw Unreadable(name);

    public TEnum Name<TEnum>(string name)
        where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(Text(name), out var value) && Enum.GetName(value) == Text(name) ? value : throw Unreadable(name);

    public byte[] Binary(string name) => BinaryOrNull(name) ?? throw Unreadable(name);

    public byte[]? BinaryOrNull(string name) => entity.TryGetValue(name, out var value) ? value as byte[] ?? throw Unreadable(name) : null;

    /// <summary>Text that <see cref="LongText"/> may have written to several columns.</summary>
    public string LongColumn(string name) => LongColumnOrNull(name) ?? throw Unreadable(name);

    public string? LongColumnOrNull(string name)
    {
        var first = TextOrNull(name);
        if (first is null || TextOrNull(LongText.NameOf(name, 2)) is not { } second)
        {
            return first;
        }

        var text = new StringBuilder(first).Append(second);
        for (var part = 3; TextOrNull(LongText.NameOf(name, part)) is { } next; part++)
        {
            text.Append(next);
        }

        return text.ToString();
    }

    /// <summary>The exception for a column that this version cannot read; it names the row, not the value.</summary>
    public InvalidDataException Unreadable(string name, Exception? innerException = null) => new(
        $"Row '{entity.RowKey}' of partition '{entity.PartitionKey}' has no readable column '{name}'; a newer version may have written it.",
        innerException);
}
