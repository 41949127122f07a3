using GenOps.Application.Calls;
using GenOps.Core.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GenOps.Functions.Inference;

/// <summary>Attribution and options in a request's headers.</summary>
internal readonly ref struct CallHeaders(IHeaderDictionary headers)
{
    private const string Prefix = "x-genops-";
    private const int MaxIdempotencyKeyLength = 255;

    private readonly IHeaderDictionary _headers = headers;

    /// <summary>Attribution; the first thing wrong with it is the error.</summary>
    public CallError? ReadAttribution(out RequestMetadata attribution)
    {
        attribution = RequestMetadata.Empty;
        if (!HasAny())
        {
            return null;
        }

        CallError? error = null;
        attribution = new RequestMetadata
        {
            Team = Value("team", ref error),
            Project = Value("project", ref error),
            Customer = Value("customer", ref error),
            CostCenter = Value("cost-center", ref error),
            Environment = Value("environment", ref error),
            Feature = Value("feature", ref error),
            User = Value("user", ref error),
            SessionId = Value("session-id", ref error),
            Tags = TagsHeader.Read(_headers[Prefix + "tags"], ref error),
        };
        return error;
    }

    /// <summary>Models to try after a failure.</summary>
    public IReadOnlyList<string>? FallbackModels => _headers[Prefix + "fallback-models"] is { Count: > 0 } models
        ? models.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : null;

    /// <summary>Whether the time of each step is asked for.</summary>
    public bool WantsDiagnostics => string.Equals(_headers[Prefix + "diagnostics"], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The idempotency key.</summary>
    public CallError? ReadIdempotencyKey(out string? key)
    {
        key = _headers["Idempotency-Key"] is { Count: > 0 } values ? values.ToString().Trim() : null;
        return key is null or { Length: > 0 and <= MaxIdempotencyKeyLength }
            ? null
            : new CallError(ErrorCode.InvalidRequest, $"Idempotency-Key must have 1 to {MaxIdempotencyKeyLength} characters.")
            {
                Param = "Idempotency-Key",
            };
    }

    private bool HasAny()
    {
        foreach (var (name, _) in _headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private string? Value(string name, ref CallError? error)
    {
        StringValues values = _headers[Prefix + name];
        var value = values.Count == 0 ? null : values.ToString().Trim();
        if (values.Count > 1 || value?.Length > WireLimits.MaxMetadataValueLength || value?.Any(char.IsControl) == true)
        {
            error ??= new CallError(ErrorCode.InvalidRequest,
                $"The header must stand once, with at most {WireLimits.MaxMetadataValueLength} printable characters.") { Param = Prefix + name };
        }

        return string.IsNullOrEmpty(value) ? null : value;
    }
}
