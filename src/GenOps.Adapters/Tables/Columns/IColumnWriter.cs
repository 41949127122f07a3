namespace GenOps.Adapters.Tables.Columns;

/// <summary>Takes the columns of one row. A null value writes no column.</summary>
internal interface IColumnWriter
{
    void Text(string name, string? value);

    void Number(string name, long value);

    void Flag(string name, bool value);

    /// <summary>An instant as <c>2026-11-24T07:45:00.0000000Z</c>.</summary>
    void Instant(string name, DateTimeOffset? value);

    /// <summary>A day as <c>2026-11-24</c>.</summary>
    void Day(string name, DateOnly? value);

    void Binary(string name, IReadOnlyList<byte>? value);
}
