using System.Text.Json;
using System.Text.Unicode;
using GenOps.Application.Calls;
using GenOps.Core.Wire;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Reports;

/// <summary>Reads the JSON body of a governance route.</summary>
internal static class JsonBody
{
    /// <summary>Bytes of a body, but for estimates.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The body, to be disposed, or what is wrong with it. An empty body is an empty object where that is allowed.</summary>
    public static async ValueTask<(JsonDocument? Json, CallError? Error)> ReadAsync(
        HttpRequest request, int maxBytes, bool mayBeEmpty, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, maxBytes, cancellationToken) is not { } body)
        {
            return (null, new CallError(ErrorCode.RequestTooLarge, $"The body is over the limit of {maxBytes} bytes."));
        }

        body = body.IsEmpty && mayBeEmpty ? "{}"u8.ToArray() : body;
        try
        {
            if (!Utf8.IsValid(body.Span) || HalfPairs.Any(body.Span, MaxDepth))
            {
                return (null, new CallError(ErrorCode.InvalidRequest, "The body must be UTF-8, with whole characters in every text."));
            }

            var json = JsonDocument.Parse(body, Options);
            if (json.RootElement.ValueKind is JsonValueKind.Object)
            {
                return (json, null);
            }

            json.Dispose();
        }
        catch (JsonException)
        {
            // Its message can quote the body.
        }

        return (null, new CallError(ErrorCode.InvalidRequest, "The body must be a JSON object with every name once."));
    }

    /// <summary>The error for a field that is not among those known; null when all are.</summary>
    public static CallError? FindUnknown(JsonElement json, IReadOnlyCollection<string> known)
    {
        foreach (var field in json.EnumerateObject())
        {
            if (!known.Contains(field.Name))
            {
                var name = field.Name.Length <= 64 ? field.Name : field.Name[..64] + "…";
                return new CallError(ErrorCode.InvalidRequest, $"There is no field '{name}'; the fields are {string.Join(", ", known)}.")
                {
                    Param = name,
                };
            }
        }

        return null;
    }
}
