using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Batches;

namespace GenOps.Adapters.Tables.Mappers;

internal static class ChunkRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<ChunkRow>("Chunk", Write, Read);

    private static void Write(ChunkRow row, IColumnWriter columns)
    {
        columns.Text("BatchId", row.BatchId);
        columns.Number("Chunk", row.Chunk);
        columns.Number("Completed", row.Completed);
        columns.Number("Failed", row.Failed);
    }

    private static ChunkRow Read(ColumnReader columns) =>
        new(columns.Text("BatchId"), columns.SmallNumber("Chunk"), columns.SmallNumber("Completed"), columns.SmallNumber("Failed"));
}
