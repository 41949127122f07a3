using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Reports;

/// <summary>Lets tenants' keys at their reports.</summary>
public sealed class ReportsHandler
{
    private readonly TenantGate _gate;
    private readonly ReportAnswers _answers;

    internal ReportsHandler(TenantGate gate, ReportAnswers answers) => (_gate, _answers) = (gate, answers);

    internal Task<IResult> UsageAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunGovernanceAsync(
        http, request => _answers.UsageAsync(ReportRequest.Of(request), cancellationToken), cancellationToken);

    internal Task<IResult> LedgerAsync(HttpRequest http, string date, CancellationToken cancellationToken) => _gate.RunGovernanceAsync(
        http, request => _answers.LedgerAsync(ReportRequest.Of(request), date, cancellationToken), cancellationToken);

    internal Task<IResult> BudgetAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunGovernanceAsync(
        http, request => _answers.BudgetAsync(ReportRequest.Of(request), cancellationToken), cancellationToken);

    internal Task<IResult> SummaryAsync(HttpRequest http, CancellationToken cancellationToken) => _gate.RunGovernanceAsync(
        http, request => _answers.SummaryAsync(ReportRequest.Of(request), cancellationToken), cancellationToken);
}
