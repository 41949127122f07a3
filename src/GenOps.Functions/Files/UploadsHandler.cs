using GenOps.Application.Calls;
using GenOps.Application.Files;
using GenOps.Application.Storage;
using GenOps.Core.Files;
using GenOps.Core.Ledger;
using GenOps.Core.Policies;
using GenOps.Core.Wire;
using GenOps.Functions.Http;
using GenOps.Functions.Inference;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace GenOps.Functions.Files;

/// <summary>Takes files in: as a form, or as an address that is asked for first and sent to later.</summary>
public sealed class UploadsHandler
{
    private const int MaxBoundaryLength = 70;

    private readonly TenantGate _gate;
    private readonly FileDirectory _files;
    private readonly RequestIds _ids;

    internal UploadsHandler(TenantGate gate, FileDirectory files, RequestIds ids) => (_gate, _files, _ids) = (gate, files, ids);

    internal Task<IResult> UploadAsync(HttpRequest http, CancellationToken cancellationToken) =>
        _gate.RunAsync(http, request => UploadAsync(request, cancellationToken), cancellationToken);

    internal async Task<IResult> UploadContentAsync(HttpRequest http, string id, CancellationToken cancellationToken)
    {
        var requestId = _ids.Assign(http.HttpContext.Response);
        try
        {
            if (!UploadBody.TryAllow(http))
            {
                return Refuse(http, FileErrors.TooLarge, requestId);
            }

            if (await _files.ClaimAsync(id, http.Query["token"].ToString(), cancellationToken) is not var (upload, purpose))
            {
                return Refuse(http, FileErrors.BadUploadAddress, requestId);
            }

            await using (upload)
            {
                return await UploadBody.WriteAsync(upload, http.Body, cancellationToken) is { } wrong
                    ? Refuse(http, wrong, requestId)
                    : Results.Json(FileViews.Of(await upload.CompleteAsync(purpose, FileLimits.DefaultLifetimeSeconds), isTogether: true));
            }
        }
        catch (Exception exception) when (exception is RowStoreException or BlobStoreException { IsRetryable: true })
        {
            return Refuse(http, CallErrors.LedgerUnavailable, requestId);
        }
    }

    // The rest of the body is not waited for, so the connection carries no further request, and the client must know.
    private static OpenAiErrorResult Refuse(HttpRequest http, CallError error, string requestId)
    {
        http.HttpContext.Response.Headers.Connection = "close";
        return new OpenAiErrorResult(error, requestId);
    }

    private async Task<IResult> UploadAsync(TenantRequest request, CancellationToken cancellationToken)
    {
        var http = request.Http;
        if (AttributesOf(request, out var attributes) is { } malformed)
        {
            return Refuse(http, malformed, request.RequestId);
        }

        if (!MediaTypeHeaderValue.TryParse(http.ContentType, out var type))
        {
            return Refuse(http, FileErrors.NoForm, request.RequestId);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return type.MediaType.Value switch
        {
            "application/x-www-form-urlencoded" => await ReserveAsync(request, attributes, cancellationToken),
            "multipart/form-data" when boundary.Length is > 0 and <= MaxBoundaryLength =>
                await UploadFormAsync(request, boundary, attributes, cancellationToken),
            _ => Refuse(http, FileErrors.NoForm, request.RequestId),
        };
    }

    private static CallError? AttributesOf(TenantRequest request, out Attribution attributes)
    {
        attributes = Attribution.None;
        if (new CallHeaders(request.Http.Headers).ReadAttribution(out var headers) is { } malformed)
        {
            return malformed;
        }

        var caller = request.Caller;
        var sources = new AttributionSources(caller.PinnedTeam, caller.PinnedProject, headers, RequestMetadata.Empty, caller.Document.Defaults);
        return AttributionResolver.Resolve(sources, out attributes) is { } wrong ? CallErrors.Of(wrong) : null;
    }

    private async Task<IResult> UploadFormAsync(TenantRequest request, string boundary, Attribution attributes, CancellationToken cancellationToken)
    {
        if (!UploadBody.TryAllow(request.Http))
        {
            return Refuse(request.Http, FileErrors.TooLarge, request.RequestId);
        }

        await using var upload = new FormUpload(_files, new MultipartReader(boundary, request.Http.Body), request.Caller.Tenant, attributes);
        var (file, error) = await upload.RunAsync(cancellationToken);
        return file is null
            ? Refuse(request.Http, error!, request.RequestId)
            : Results.Json(FileViews.Of(file, ClientDialect.IsTogether(request.Http)));
    }

    private async Task<IResult> ReserveAsync(TenantRequest request, Attribution attributes, CancellationToken cancellationToken)
    {
        var (asked, wrong) = await UploadAddress.ReadAsync(request, attributes, cancellationToken);
        if (asked is null)
        {
            return Refuse(request.Http, wrong!, request.RequestId);
        }

        var (file, token) = await _files.ReserveAsync(asked, cancellationToken);
        var response = request.Http.HttpContext.Response;
        response.Headers["X-Together-File-Id"] = file.FileId;
        response.Headers.Location = UploadAddress.Of(request.Http, file, token);
        return Results.StatusCode(StatusCodes.Status302Found);
    }
}
