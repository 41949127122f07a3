using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Files;

namespace GenOps.Adapters.Tables.Mappers;

internal static class FileRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<FileRow>("File", Write, Read);

    private static void Write(FileRow row, IColumnWriter columns)
    {
        columns.Text("FileId", row.FileId);
        columns.Text("FileName", row.FileName);
        columns.Name("Purpose", row.Purpose);
        columns.Number("Bytes", row.Bytes);
        columns.Attribution(row.Attributes);
        columns.Instant("CreatedAt", row.CreatedAt);
        columns.Instant("ExpiresAt", row.ExpiresAt);
        columns.Flag("IsStored", row.IsStored);
        columns.Binary("UploadTokenHash", row.UploadTokenHash);
    }

    private static FileRow Read(ColumnReader columns) => new()
    {
        FileId = columns.Text("FileId"),
        FileName = columns.Text("FileName"),
        Purpose = columns.Name<FilePurpose>("Purpose"),
        Bytes = columns.Number("Bytes"),
        Attributes = columns.Attribution(),
        CreatedAt = columns.Instant("CreatedAt"),
        ExpiresAt = columns.Instant("ExpiresAt"),
        IsStored = columns.Flag("IsStored"),
        UploadTokenHash = columns.BinaryOrNull("UploadTokenHash"),
    };
}
