using GenOps.Core.Reports;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Reports;

/// <summary>Whose reports are asked for, and what of them may be seen.</summary>
/// <param name="Http">The request.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="Pins">What may be seen.</param>
/// <param name="RequestId">The request's id.</param>
internal readonly record struct ReportRequest(HttpRequest Http, string Tenant, Pins Pins, string RequestId)
{
    /// <summary>By a tenant's key.</summary>
    public static ReportRequest Of(TenantRequest request) => new(
        request.Http, request.Caller.Tenant, new Pins(request.Caller.PinnedTeam, request.Caller.PinnedProject), request.RequestId);
}
