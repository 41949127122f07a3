using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Policies;
using GenOps.Core.Reports;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Reports;

/// <summary>Lets the administrator at any tenant's reports. What a deleted tenant used stays readable.</summary>
public sealed class AdminReportsHandler
{
    private readonly AdminGate _gate;
    private readonly ReportAnswers _answers;
    private readonly IRowStores _stores;

    internal AdminReportsHandler(AdminGate gate, ReportAnswers answers, IRowStores stores) =>
        (_gate, _answers, _stores) = (gate, answers, stores);

    internal Task<IResult> UsageAsync(HttpRequest http, string tenant, CancellationToken cancellationToken) =>
        RunAsync(http, tenant, request => _answers.UsageAsync(request, cancellationToken), cancellationToken);

    internal Task<IResult> SummaryAsync(HttpRequest http, string tenant, CancellationToken cancellationToken) =>
        RunAsync(http, tenant, request => _answers.SummaryAsync(request, cancellationToken), cancellationToken);

    internal Task<IResult> LedgerAsync(HttpRequest http, string tenant, string date, CancellationToken cancellationToken) =>
        RunAsync(http, tenant, request => _answers.LedgerAsync(request, date, cancellationToken), cancellationToken);

    private Task<IResult> RunAsync(
        HttpRequest http, string tenant, Func<ReportRequest, Task<IResult>> answer, CancellationToken cancellationToken) => _gate.RunAsync(
        http,
        async request =>
        {
            // A text that is no name must not reach storage as a key.
            var isKnown = AttributionResolver.Name().IsMatch(tenant)
                && await _stores.Accounts.GetAsync(tenant, LimitsRow.Key, cancellationToken) is not null;
            return isKnown
                ? await answer(new ReportRequest(http, tenant, Pins.None, request.RequestId))
                : request.NotFound("There is no such tenant. See GET /genops/tenants.");
        });
}
