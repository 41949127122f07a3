using GenOps.Application.Batches;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using GenOps.Core.Tenants.Documents;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GenOps.Functions.Tenants;

/// <summary>Tenants over HTTP. A document that was read can be put back as it is; its entity tag guards it.</summary>
public sealed partial class TenantHandler
{
    /// <summary>Largest body of an administrative request.</summary>
    internal const int MaxBodyBytes = 1024 * 1024;

    private const string Missing = "There is no such tenant. See GET /genops/tenants.";

    private readonly AdminGate _gate;
    private readonly TenantAdministration _tenants;
    private readonly BatchService _batches;
    private readonly DocumentOptions _documents;
    private readonly ILogger<TenantHandler> _logger;

    internal TenantHandler(AdminGate gate, TenantAdministration tenants, BatchService batches, TenantOptions options, ILogger<TenantHandler> logger)
    {
        (_gate, _tenants, _batches, _logger) = (gate, tenants, batches, logger);
        _documents = new DocumentOptions { AllowHttpWebhooks = options.AllowHttpWebhooks };
    }

    internal Task<IResult> PutAsync(HttpRequest http, string tenant, IBatchStarter starter, CancellationToken cancellationToken) => _gate.RunAsync(http, async request =>
    {
        if (!ScopeName.IsValid(tenant))
        {
            return request.Invalid("The tenant's name is not valid.", [new("tenant", $"A name must be {ScopeName.Description}.")]);
        }

        if (await RequestBody.ReadAsync(http, MaxBodyBytes, cancellationToken) is not { } body)
        {
            return request.TooLarge($"A tenant document has at most {MaxBodyBytes} bytes.");
        }

        var reading = TenantDocumentReader.Read(body, _documents);
        if (reading.Document is not { } document)
        {
            return request.InvalidDocument("tenant document", reading.Faults);
        }

        var condition = VersionCondition.IfMatch(http.Headers.IfMatch);
        return await _tenants.PutAsync(tenant, document, condition, request.Actor, cancellationToken) switch
        {
            PutTenantResult.Created created => Created(request, created.Tenant),
            PutTenantResult.Changed changed => await ChangedAsync(request, tenant, changed.Tenant, starter, cancellationToken),
            PutTenantResult.PreconditionFailed failed => request.PreconditionFailed(failed.Version),
            PutTenantResult.NameUsedByDeleted => request.Problem(
                StatusCodes.Status409Conflict, "tenant_deleted", "A deleted tenant had this name, and a name is never used again. Choose another."),
            PutTenantResult.TooLarge => request.TooLarge("The tenant document is larger than storage takes. Shorten its lists."),
            PutTenantResult.Busy => request.Busy(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    });

    internal Task<IResult> GetAsync(HttpRequest http, string tenant, CancellationToken cancellationToken) => _gate.RunAsync(http, async request =>
        ScopeName.IsValid(tenant) && await _tenants.GetAsync(tenant, cancellationToken) is { } view
            ? Document(request, StatusCodes.Status200OK, view)
            : request.NotFound(Missing));

    internal Task<IResult> DeleteAsync(HttpRequest http, string tenant, CancellationToken cancellationToken) => _gate.RunAsync(http, async request =>
    {
        if (!ScopeName.IsValid(tenant))
        {
            return request.NotFound(Missing);
        }

        var condition = VersionCondition.IfMatch(http.Headers.IfMatch);
        return await _tenants.DeleteAsync(tenant, condition, request.Actor, cancellationToken) switch
        {
            DeleteTenantResult.Deleted => Results.NoContent(),
            DeleteTenantResult.NotFound => request.NotFound(Missing),
            DeleteTenantResult.PreconditionFailed failed => request.PreconditionFailed(failed.Version),
            DeleteTenantResult.Busy => request.Busy(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    });

    internal Task<IResult> ListAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunAsync(http, async request =>
    {
        var faults = new List<KeyValuePair<string, string>>();
        var query = PageQuery.Read(http, TenantAdministration.MaxPageRows, static cursor => ScopeName.IsValid(cursor), faults);
        if (faults.Count > 0)
        {
            return request.Invalid("The query is not valid.", faults);
        }

        var page = await _tenants.ListAsync(query.Cursor, query.Limit, cancellationToken);
        return new JsonAnswer(StatusCodes.Status200OK, json => TenantWriter.WritePage(json, page));
    });

    private static JsonAnswer Created(AdminRequest request, TenantView view)
    {
        request.Http.HttpContext.Response.Headers.Location = $"/genops/tenants/{view.Tenant}";
        return Document(request, StatusCodes.Status201Created, view);
    }

    // Batches that wait for money look again at once instead of at their next look. The document is saved by now, so nothing of this fails the request.
    private async Task<IResult> ChangedAsync(
        AdminRequest request, string tenant, TenantView view, IBatchStarter starter, CancellationToken cancellationToken)
    {
        try
        {
            await _batches.HintWaitingAsync(tenant, starter, cancellationToken);
        }
        catch (RowStoreException exception)
        {
            LogNotTold(exception, tenant);
        }

        return Document(request, StatusCodes.Status200OK, view);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting batches of {Tenant} could not be told of the new limits; they look by themselves.")]
    private partial void LogNotTold(Exception exception, string tenant);

    private static JsonAnswer Document(AdminRequest request, int status, TenantView view)
    {
        request.Http.HttpContext.Response.Headers.ETag = view.ETag;
        return new JsonAnswer(status, json => TenantDocumentWriter.Write(json, view.Document));
    }
}
