using System.Text.Json;
using GenOps.Application.Batches;
using GenOps.Application.Batches.Validation;
using GenOps.Core.Batches;
using GenOps.Core.Money;
using GenOps.Functions.Reports;

namespace GenOps.Functions.Batches.Http;

/// <summary>Batches as OpenAI's client knows them, and what we add.</summary>
internal static class BatchViews
{
    public static object Page(BatchPage page, DateTimeOffset now) => new
    {
        @object = "list",
        data = page.Batches.Select(batch => Of(batch, now)),
        has_more = page.HasMore,
        first_id = page.Batches is [var first, ..] ? first.BatchId : null,
        last_id = page.Batches is [.., var last] ? last.BatchId : null,
    };

    public static object Of(BatchRow batch, DateTimeOffset now) => new
    {
        id = batch.BatchId,
        @object = "batch",
        endpoint = BatchEndpoints.UrlOf(batch.Endpoint),
        errors = batch.Errors.Count == 0 ? null : new { @object = "list", data = batch.Errors.Select(Error) },
        input_file_id = batch.InputFileId,
        completion_window = $"{batch.WindowHours}h",
        status = StatusOf(batch.Status),
        output_file_id = batch.OutputFileId,
        error_file_id = batch.ErrorFileId,
        created_at = batch.CreatedAt.ToUnixTimeSeconds(),
        in_progress_at = batch.InProgressAt?.ToUnixTimeSeconds(),
        expires_at = batch.ExpiresAt.ToUnixTimeSeconds(),
        finalizing_at = batch.FinalizingAt?.ToUnixTimeSeconds(),
        completed_at = batch.CompletedAt?.ToUnixTimeSeconds(),
        failed_at = batch.FailedAt?.ToUnixTimeSeconds(),
        expired_at = batch.ExpiredAt?.ToUnixTimeSeconds(),
        cancelling_at = batch.CancellingAt?.ToUnixTimeSeconds(),
        cancelled_at = batch.CancelledAt?.ToUnixTimeSeconds(),
        request_counts = new { total = batch.Total, completed = batch.Completed, failed = batch.Failed },
        metadata = batch.Metadata,
        genops = Governed(batch, now),
    };

    /// <summary>A status as OpenAI spells it.</summary>
    public static string StatusOf(BatchStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    /// <summary>What we tell of a batch besides.</summary>
    public static object Governed(BatchRow batch, DateTimeOffset now) => new
    {
        cost_usd = UsdText.Format(batch.CostNanoUsd),
        held_usd = UsdText.Format(batch.HeldNanoUsd),
        estimated_cost_usd = UsdText.Format(batch.ExpectedNanoUsd),
        worst_case_cost_usd = UsdText.Format(batch.WorstCaseNanoUsd),
        waiting_for = batch.WaitingFor is WaitReason.None ? null : batch.WaitingFor.ToString().ToLowerInvariant(),
        resumes_at = batch.ResumesAt?.UtcDateTime,
        chunks = new { total = batch.ChunksTotal, done = batch.ChunksDone },
        items_per_second = ItemsPerSecond(batch, now),
        chunk_size = batch.ChunkSize,
        max_concurrency = batch.MaxConcurrency,
        on_budget = batch.OnBudget.ToString().ToLowerInvariant(),
        max_cost_usd = UsdOrNull.Format(batch.MaxCostNanoUsd),
        completion_webhook_url = batch.CompletionWebhookUrl,
        session_id = batch.SessionId,
    };

    private static object Error(BatchError error) => new { code = error.Code, message = error.Message, param = error.Param, line = error.Line };

    private static double ItemsPerSecond(BatchRow batch, DateTimeOffset now)
    {
        var end = batch.FinalizingAt ?? batch.CompletedAt ?? batch.ExpiredAt ?? batch.CancelledAt ?? now;
        var seconds = (end - (batch.InProgressAt ?? end)).TotalSeconds;
        return seconds <= 0 ? 0 : Math.Round((batch.Completed + batch.Failed) / seconds, 3);
    }
}
