using GenOps.Application.Batches;
using GenOps.Application.Batches.Validation;
using GenOps.Core.Batches;

namespace GenOps.Functions.Batches.Http;

/// <summary>Batches as Together's client knows them.</summary>
internal static class TogetherBatchViews
{
    private const double Percent = 100;

    /// <summary>The answer to a creation.</summary>
    public static object Created(BatchRow batch, DateTimeOffset now) => new { job = Of(batch, now) };

    /// <summary>A list.</summary>
    public static IEnumerable<object> Page(BatchPage page, DateTimeOffset now) => page.Batches.Select(batch => Of(batch, now));

    public static object Of(BatchRow batch, DateTimeOffset now) => new
    {
        id = batch.BatchId,
        status = BatchViews.StatusOf(batch.Status).ToUpperInvariant(),
        endpoint = BatchEndpoints.UrlOf(batch.Endpoint),
        input_file_id = batch.InputFileId,
        output_file_id = batch.OutputFileId,
        error_file_id = batch.ErrorFileId,
        error = batch.Errors is [var first, ..] ? (first.Line is { } line ? $"Line {line}: {first.Message}" : first.Message) : null,
        progress = batch.Total == 0 ? 0 : Math.Round(Percent * (batch.Completed + batch.Failed) / batch.Total, 2),
        created_at = batch.CreatedAt.UtcDateTime,
        job_deadline = batch.ExpiresAt.UtcDateTime,
        completed_at = batch.CompletedAt?.UtcDateTime,
        genops = BatchViews.Governed(batch, now),
    };
}
