using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GenOps.Functions.Reports;

/// <summary>What a tenant used, spent and has left.</summary>
public sealed class ReportFunctions(ReportsHandler handler)
{
    /// <summary>The day at a glance.</summary>
    [Function("Summary")]
    public Task<IResult> SummaryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/summary")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.SummaryAsync(request, cancellationToken);

    /// <summary>Sums by any grouping.</summary>
    [Function("Usage")]
    public Task<IResult> UsageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/usage")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.UsageAsync(request, cancellationToken);

    /// <summary>A page of a day's entries.</summary>
    [Function("Ledger")]
    public Task<IResult> LedgerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/ledger/{date}")] HttpRequest request,
        string date,
        CancellationToken cancellationToken) =>
        handler.LedgerAsync(request, date, cancellationToken);

    /// <summary>Every scope and window.</summary>
    [Function("Budget")]
    public Task<IResult> BudgetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "genops/budget")] HttpRequest request, CancellationToken cancellationToken) =>
        handler.BudgetAsync(request, cancellationToken);
}
