using GenOps.Application.Audit;
using GenOps.Application.Calls;
using GenOps.Application.Storage;
using GenOps.Application.Tenants;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Http;

/// <summary>Lets requests with the administrator's key through. A tenant's key opens nothing here.</summary>
public sealed class AdminGate
{
    private readonly AdminKey _key;
    private readonly RequestIds _ids;

    internal AdminGate(AdminKey key, RequestIds ids) => (_key, _ids) = (key, ids);

    internal async Task<IResult> RunAsync(HttpRequest request, Func<AdminRequest, Task<IResult>> handle)
    {
        var requestId = _ids.Assign(request.HttpContext.Response);
        if (!_key.IsEnabled)
        {
            return new ProblemResult(
                StatusCodes.Status403Forbidden, "admin_disabled", "Administration is switched off; set GENOPS_ADMIN_KEY to use it.", requestId);
        }

        if (!_key.Matches(PresentedKey.Read(request)))
        {
            return ProblemResult.Of(CallErrors.InvalidKey, requestId);
        }

        try
        {
            return await handle(new AdminRequest(request, AuditTrail.Administrator, requestId));
        }
        catch (BadHttpRequestException)
        {
            return ProblemResult.Of(CallErrors.BrokenBody, requestId);
        }
        catch (RowStoreException)
        {
            return ProblemResult.Of(CallErrors.LedgerUnavailable, requestId);
        }
    }
}
