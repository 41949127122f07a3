using GenOps.Application.Calls;
using GenOps.Functions.Files;

namespace GenOps.Functions.Batches.Http;

/// <summary>What can be wrong with a request about batches, as the caller is told.</summary>
internal static class BatchHttpErrors
{
    public static CallError NotInput { get; } = Invalid("input_file_id", "The file is no input of a batch: its purpose must be batch or batch-api.");

    public static CallError NoInput(string fileId) => FileErrors.NotFound(fileId) with { Param = "input_file_id" };

    public static CallError SessionEnded { get; } =
        new(ErrorCode.SessionEnded, "The session has ended. Start another one with POST /genops/sessions.") { MustNotRetry = true };

    public static CallError NotFound(string id) => new(
        ErrorCode.NotFound, $"There is no batch '{(id.Length <= 64 ? id : id[..64] + "…")}'. See GET /v1/batches.") { Param = "batch_id" };

    public static CallError Invalid(string param, string message) => new(ErrorCode.InvalidRequest, message) { Param = param };
}
