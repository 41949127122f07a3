using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Reports;

/// <summary>What a tenant used and spent, for the administrator.</summary>
public sealed class AdminReportFunctions(AdminReportsHandler handler)
{
    /// <summary>The day at a glance.</summary>
    [Function("TenantSummary")]
    public Task<IResult> SummaryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/tenants/{tenant}/summary")] HttpRequest request,
        string tenant,
        CancellationToken cancellationToken) =>
        handler.SummaryAsync(request, tenant, cancellationToken);

    /// <summary>Sums by any grouping.</summary>
    [Function("TenantUsage")]
    public Task<IResult> UsageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/tenants/{tenant}/usage")] HttpRequest request,
        string tenant,
        CancellationToken cancellationToken) =>
        handler.UsageAsync(request, tenant, cancellationToken);

    /// <summary>A page of a day's entries.</summary>
    [Function("TenantLedger")]
    public Task<IResult> LedgerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/tenants/{tenant}/ledger/{date}")] HttpRequest request,
        string tenant,
        string date,
        CancellationToken cancellationToken) =>
        handler.LedgerAsync(request, tenant, date, cancellationToken);
}
