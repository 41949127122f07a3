using System.Globalization;
using System.Text.Json;
using GenOps.Application.Batches;
using GenOps.Application.Batches.Validation;
using GenOps.Application.Calls;
using GenOps.Application.Reports;
using GenOps.Core.Batches;
using GenOps.Core.Wire;
using GenOps.Functions.Reports;

namespace GenOps.Functions.Batches.Http;

/// <summary>Reads what a batch is to be made of, as OpenAI's and Together's clients send it. Unknown fields are refused: a typo could be a limit.</summary>
internal static class NewBatchReader
{
    // Together's client knows the last two: the bodies name their models, and all batches are equal.
    private static readonly string[] Fields =
        ["input_file_id", "endpoint", "completion_window", "metadata", "genops", "output_expires_after", "model_id", "priority"];

    /// <summary>Reads; exactly one of the two comes back.</summary>
    public static (NewBatch? Batch, CallError? Error) Read(JsonElement json, RequestMetadata headers, bool allowHttpWebhooks)
    {
        if ((JsonBody.FindUnknown(json, Fields) ?? RefuseLifetime(json)) is { } unknown)
        {
            return (null, unknown);
        }

        if (JsonFields.Text(json, "input_file_id") is not { Length: > 0 } fileId)
        {
            return (null, BatchHttpErrors.Invalid("input_file_id", "'input_file_id' is required: the id of a file of purpose batch."));
        }

        if (BatchEndpoints.Find(JsonFields.Text(json, "endpoint")) is not { } endpoint)
        {
            return (null, BatchHttpErrors.Invalid(
                "endpoint", "'endpoint' is required and must be /v1/chat/completions, /v1/completions or /v1/embeddings."));
        }

        if (WindowHours(json) is not { } hours)
        {
            return (null, BatchHttpErrors.Invalid(
                "completion_window", $"'completion_window' must be from {BatchLimits.MinWindowHours}h to {BatchLimits.MaxWindowHours}h."));
        }

        if (BatchMetadata.Read(json, out var metadata, out var body) is { } wrong)
        {
            return (null, wrong);
        }

        var batch = new NewBatch
        {
            Endpoint = endpoint, InputFileId = fileId, WindowHours = hours, Metadata = metadata, Headers = headers, Body = body,
        };
        return BatchSettings.Read(json, batch, allowHttpWebhooks);
    }

    private static CallError? RefuseLifetime(JsonElement json) =>
        json.TryGetProperty("output_expires_after", out var value) && value.ValueKind is not JsonValueKind.Null
            ? BatchHttpErrors.Invalid("output_expires_after", "'output_expires_after' is not supported: outputs stay for 30 days, or until they are deleted.")
            : null;

    private static int? WindowHours(JsonElement json)
    {
        if (!json.TryGetProperty("completion_window", out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return BatchLimits.MinWindowHours;
        }

        return value.ValueKind is JsonValueKind.String
            && value.GetString() is [.. var digits, 'h']
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            && hours is >= BatchLimits.MinWindowHours and <= BatchLimits.MaxWindowHours
                ? hours
                : null;
    }
}
