using GenOps.Adapters.Tables.Columns;
using GenOps.Core.Idempotency;

namespace GenOps.Adapters.Tables.Mappers;

internal static class IdempotencyRowMapper
{
    public static readonly RowMapper Mapper = RowMapper.Of<IdempotencyRow>("Idempotency", Write, Read);

    private static void Write(IdempotencyRow row, IColumnWriter columns)
    {
        columns.Text("KeyHash", row.KeyHash);
        columns.Text("BodyHash", row.BodyHash);
        columns.Text("RequestId", row.RequestId);
        columns.Text("Owner", row.Owner);
        columns.Instant("ClaimedAt", row.ClaimedAt);
        columns.Instant("ClaimExpiresAt", row.ClaimExpiresAt);
        columns.Text("AnswerBlob", row.AnswerBlob);
        columns.Instant("ExpiresAt", row.ExpiresAt);
    }

    private static IdempotencyRow Read(ColumnReader columns) => new()
    {
        KeyHash = columns.Text("KeyHash"),
        BodyHash = columns.Text("BodyHash"),
        RequestId = columns.Text("RequestId"),
        Owner = columns.Text("Owner"),
        ClaimedAt = columns.Instant("ClaimedAt"),
        ClaimExpiresAt = columns.Instant("ClaimExpiresAt"),
        AnswerBlob = columns.TextOrNull("AnswerBlob"),
        ExpiresAt = columns.Instant("ExpiresAt"),
    };
}
