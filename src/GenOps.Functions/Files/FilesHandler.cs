using GenOps.Application.Calls;
using GenOps.Application.Files;
using GenOps.Core.Files;
using GenOps.Core.Reports;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Files;

/// <summary>Takes files from HTTP and brings them back.</summary>
public sealed class FilesHandler
{
    private readonly TenantGate _gate;
    private readonly FileDirectory _files;

    internal FilesHandler(TenantGate gate, FileDirectory files) => (_gate, _files) = (gate, files);

    internal Task<IResult> ListAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunAsync(
        http,
        async request => FileQueryReader.Read(http, PinsOf(request), out var query) is { } wrong
            ? Error(wrong, request)
            : Results.Json(FileViews.Page(
                await _files.ListAsync(request.Caller.Tenant, query, cancellationToken), ClientDialect.IsTogether(http))),
        cancellationToken);

    internal Task<IResult> GetAsync(HttpRequest http, string id, CancellationToken cancellationToken) => _gate.RunAsync(
        http,
        async request => await FindAsync(request, id, cancellationToken) is { } file
            ? Results.Json(FileViews.Of(file, ClientDialect.IsTogether(http)))
            : Error(FileErrors.NotFound(id), request),
        cancellationToken);

    internal Task<IResult> GetContentAsync(HttpRequest http, string id, CancellationToken cancellationToken) => _gate.RunAsync(
        http,
        async request => await FindAsync(request, id, cancellationToken) is { } file
            && await _files.OpenAsync(request.Caller.Tenant, file, cancellationToken) is { } content
                ? Show(http.HttpContext.Response, file, content)
                : Error(FileErrors.NotFound(id), request),
        cancellationToken);

    internal Task<IResult> DeleteAsync(HttpRequest http, string id, CancellationToken cancellationToken) => _gate.RunAsync(
        http,
        async request => await _files.DeleteAsync(request.Caller.Tenant, id, PinsOf(request), cancellationToken) switch
        {
            DeleteFileResult.Deleted => Results.Json(FileViews.Deleted(id)),
            DeleteFileResult.NotFound => Error(FileErrors.NotFound(id), request),
            DeleteFileResult.InUse => Error(FileErrors.InUse, request),
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        cancellationToken);

    private static OpenAiErrorResult Error(CallError error, TenantRequest request) => new OpenAiErrorResult(error, request.RequestId);

    // Never shown by a browser as anything else: the content is whatever somebody uploaded.
    private static IResult Show(HttpResponse response, FileRow file, Stream content)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentLength = file.Bytes;
        return Results.Stream(content, "application/octet-stream", file.FileName);
    }

    private static Pins PinsOf(TenantRequest request) => new(request.Caller.PinnedTeam, request.Caller.PinnedProject);

    private Task<FileRow?> FindAsync(TenantRequest request, string id, CancellationToken cancellationToken) =>
        _files.FindAsync(request.Caller.Tenant, id, PinsOf(request), cancellationToken);
}
