using GenOps.Application.Calls;
using GenOps.Core.Files;

namespace GenOps.Functions.Files;

/// <summary>What can be wrong with a request about files, as the caller is told.</summary>
internal static class FileErrors
{
    public static CallError TooLarge { get; } =
        new(ErrorCode.RequestTooLarge, $"The file is over the limit of {FileLimits.MaxBytes} bytes. Split it.") { Param = "file" };

    public static CallError Empty { get; } = Invalid("file", "The file is empty.");

    public static CallError Missing { get; } = Invalid("file", "The form has no part named 'file' with a file name.");

    public static CallError Purpose { get; } = Invalid("purpose", "'purpose' is required and must be batch or batch-api.");

    public static CallError NoForm { get; } = Invalid(
        null, "Send the file as multipart/form-data with the parts 'purpose' and 'file'. Together's client sends a url-encoded form first.");

    public static CallError BrokenForm { get; } = Invalid(
        null, "The form is malformed or ends too early: each part needs a name, 'file' and 'purpose' stand once, and other values are short.");

    public static CallError Lifetime { get; } = Invalid(
        "expires_after",
        $"'expires_after[anchor]' must be created_at and 'expires_after[seconds]' a whole number from {FileLimits.MinLifetimeSeconds} "
        + $"to {FileLimits.DefaultLifetimeSeconds}.");

    public static CallError InUse { get; } =
        new(ErrorCode.FileInUse, "A batch that has not ended reads this file. Cancel the batch or wait for its end.") { MustNotRetry = true };

    public static CallError BadUploadAddress { get; } = new(
        ErrorCode.NotFound, "This address for uploading was used, has lapsed or never was. Send POST /v1/files again for a new one.");

    public static CallError NotFound(string id) => new(
        ErrorCode.NotFound, $"There is no file '{(id.Length <= 64 ? id : id[..64] + "…")}'. It may have been deleted or have expired.")
    {
        Param = "file_id",
    };

    private static CallError Invalid(string? param, string message) => new(ErrorCode.InvalidRequest, message) { Param = param };
}
