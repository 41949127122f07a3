using System.Text.Json;
using GenOps.Core.Batches;
using GenOps.Core.Money;

namespace GenOps.Application.Batches;

/// <summary>What is told when a batch is over.</summary>
internal static class BatchNotice
{
    /// <summary>The body of a notice.</summary>
    public static string Of(string tenant, BatchRow batch, string noticeId, DateTimeOffset at)
    {
        var status = JsonNamingPolicy.SnakeCaseLower.ConvertName(batch.Status.ToString());
        return JsonSerializer.Serialize(new
        {
            id = noticeId,
            type = "batch." + status,
            at = at.UtcDateTime,
            tenant,
            batch_id = batch.BatchId,
            status,
            request_counts = new { total = batch.Total, completed = batch.Completed, failed = batch.Failed },
            output_file_id = batch.OutputFileId,
            error_file_id = batch.ErrorFileId,
            cost_usd = UsdText.Format(batch.CostNanoUsd),
        });
    }
}
