using GenOps.Application.Calls;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Http;

/// <summary>Lets requests with a tenant's key through, and tells storage's faults as the contract says.</summary>
public sealed class TenantGate
{
    private readonly CallerDirectory _callers;
    private readonly RequestIds _ids;

    internal TenantGate(CallerDirectory callers, RequestIds ids) => (_callers, _ids) = (callers, ids);

    /// <summary>A route under <c>/v1</c>: errors in OpenAI's envelope.</summary>
    internal Task<IResult> RunAsync(HttpRequest request, Func<TenantRequest, Task<IResult>> handle, CancellationToken cancellationToken) =>
        RunAsync(request, handle, static (error, id) => new OpenAiErrorResult(error, id), cancellationToken);

    /// <summary>A route under <c>/genops</c>: errors as problem details.</summary>
    internal Task<IResult> RunGovernanceAsync(
        HttpRequest request, Func<TenantRequest, Task<IResult>> handle, CancellationToken cancellationToken) =>
        RunAsync(request, handle, ProblemResult.Of, cancellationToken);

    private async Task<IResult> RunAsync(
        HttpRequest request,
        Func<TenantRequest, Task<IResult>> handle,
        Func<CallError, string, IResult> asResult,
        CancellationToken cancellationToken)
    {
        var requestId = _ids.Assign(request.HttpContext.Response);
        try
        {
            return await _callers.AuthenticateAsync(PresentedKey.Read(request), cancellationToken) is { } caller
                ? await handle(new TenantRequest(request, caller, requestId))
                : asResult(CallErrors.InvalidKey, requestId);
        }
        catch (BadHttpRequestException)
        {
            return asResult(CallErrors.BrokenBody, requestId);
        }
        catch (Exception exception) when (exception is RowStoreException or BlobStoreException { IsRetryable: true })
        {
            return asResult(CallErrors.LedgerUnavailable, requestId);
        }
    }
}
