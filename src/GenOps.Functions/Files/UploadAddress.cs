using System.Text;
using GenOps.Application.Calls;
using GenOps.Application.Files;
using GenOps.Core.Files;
using GenOps.Core.Ledger;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace GenOps.Functions.Files;

/// <summary>An upload as Together's client starts it: a short form without the file, answered with the address to send the file to.</summary>
internal static class UploadAddress
{
    private const int MaxFormBytes = 16 * 1024;

    /// <summary>What the form asks for, or what is wrong with it. The client sends its values in the query as well.</summary>
    public static async Task<(NewFile? File, CallError? Error)> ReadAsync(
        TenantRequest request, Attribution attributes, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request.Http, MaxFormBytes, cancellationToken) is not { } body)
        {
            return (null, FileErrors.BrokenForm);
        }

        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span));
        string Value(string name) => (form.TryGetValue(name, out var value) ? value : request.Http.Query[name]) is { Count: 1 } one ? one.ToString() : "";
        if (FilePurposes.Find(Value("purpose")) is not { } purpose || !FilePurposes.IsInput(purpose))
        {
            return (null, FileErrors.Purpose);
        }

        var type = Value("file_type");
        return type is "" or "jsonl"
            ? (new NewFile(request.Caller.Tenant, Value("file_name"), purpose, attributes), null)
            : (null, new CallError(ErrorCode.InvalidRequest, "'file_type' must be jsonl: a batch's file has a JSON object in each line.") { Param = "file_type" });
    }

    /// <summary>The address, as the client reaches this service.</summary>
    public static string Of(HttpRequest request, FileRow file, string token)
    {
        // Azure ends TLS before the app and tells of it in headers.
        var scheme = Forwarded(request, "X-Forwarded-Proto") is "https" ? "https" : request.Scheme;
        var host = Forwarded(request, "X-Forwarded-Host") ?? request.Host.ToUriComponent();
        return $"{scheme}://{host}/v1/files/{file.FileId}/upload?token={token}";
    }

    private static string? Forwarded(HttpRequest request, string name) =>
        request.Headers[name] is { Count: 1 } values && !StringValues.IsNullOrEmpty(values) && Uri.CheckHostName(new HostString(values!).Host) != UriHostNameType.Unknown
            ? values.ToString()
            : null;
}
