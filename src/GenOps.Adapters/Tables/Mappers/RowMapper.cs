using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tables.Mappers;

/// <summary>How one row type is written to and read from columns. The type's name stands in the column <c>Type</c> of each of its rows.</summary>
internal sealed record RowMapper(string TypeName, Type RowType, Action<Row, IColumnWriter> Write, Func<ColumnReader, Row> Read)
{
    /// <summary>Column with the name of the row's type.</summary>
    public const string TypeColumn = "Type";

    public static RowMapper Of<TRow>(string typeName, Action<TRow, IColumnWriter> write, Func<ColumnReader, TRow> read)
        where TRow : Row => new(typeName, typeof(TRow), (row, columns) => write((TRow)row, columns), read);
}
