using System.Text.Json;

namespace GenOps.Cli.Api;

/// <summary>The app refused a request, or did not answer at all.</summary>
/// <param name="status">HTTP status; 0 when there was no answer.</param>
/// <param name="code">What it is, for programs; <c>unreachable</c> or <c>timeout</c> when there was no answer.</param>
/// <param name="message">What was wrong and what to do.</param>
/// <param name="requestId">The request's id, for the app's log; null when there was no answer.</param>
/// <param name="details">The error object with all its fields; undefined when there is none.</param>
/// <param name="innerException">What lies below.</param>
internal sealed class ApiException(
    int status, string code, string message, string? requestId, JsonElement details = default, Exception? innerException = null)
    : Exception(message, innerException)
{
    public const string UnreachableCode = "unreachable";
    public const string TimeoutCode = "timeout";

    public int Status => status;

    public string Code => code;

    public string? RequestId => requestId;

    public JsonElement Details => details;

    /// <summary>What a command that ends with this answers.</summary>
    public ExitCode ExitCode => (status, code) switch
    {
        (0, _) => ExitCode.Unreachable,
        (401, _) or (403, "admin_disabled") => ExitCode.KeyRefused,
        (402, _) or (429, "budget_in_flight") => ExitCode.BudgetRefused,
        _ => ExitCode.Failed,
    };

    /// <summary>Worth another try without any change: nothing answered, or the app is busy.</summary>
    public bool IsPassing => status is 0 or 429 or 502 or 503 or 504;
}
