using Azure.Data.Tables;

namespace GenOps.Adapters.Tables.Columns;

/// <summary>Writes columns into an entity.</summary>
internal sealed class EntityWriter(TableEntity entity) : IColumnWriter
{
    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly object Zero = 0L;

    public void Text(string name, string? value)
    {
        if (value is not null)
        {
            entity[name] = value;
        }
    }

    public void Number(string name, long value) => entity[name] = value == 0 ? Zero : value;

    public void Flag(string name, bool value) => entity[name] = value ? True : False;

    public void Instant(string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            entity[name] = ColumnFormats.Instant(instant);
        }
    }

    public void Day(string name, DateOnly? value)
    {
        if (value is { } day)
        {
            entity[name] = ColumnFormats.Day(day);
        }
    }

    public void Binary(string name, IReadOnlyList<byte>? value)
    {
        if (value is not null)
        {
            entity[name] = value as byte[] ?? value.ToArray();
        }
    }
}
