using GenOps.Application.Calls;
using GenOps.Application.Reports;
using GenOps.Core.Reports;
using GenOps.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GenOps.Functions.Reports;

/// <summary>Answers the reports of one tenant, whoever asks.</summary>
public sealed class ReportAnswers
{
    private const string Json = "json";
    private const string Csv = "csv";
    private const string Focus = "focus";

    private readonly UsageReader _usage;
    private readonly LedgerReader _ledger;
    private readonly BudgetReader _budgets;
    private readonly SummaryReader _summaries;
    private readonly TimeProvider _time;

    internal ReportAnswers(UsageReader usage, LedgerReader ledger, BudgetReader budgets, SummaryReader summaries, TimeProvider time) =>
        (_usage, _ledger, _budgets, _summaries, _time) = (usage, ledger, budgets, summaries, time);

    internal async Task<IResult> UsageAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Http.Query);
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var to = query.Day("to", today);
        var from = query.Day("from", new DateOnly(to.Year, to.Month, 1));
        var format = query.Text("format") ?? Json;
        var groupBy = Dimensions(query);
        if (format is not (Json or Csv or Focus))
        {
            query.Fail("format", $"'format' must be {Json}, {Csv} or {Focus}.");
        }

        if (query.Error is null && UsageQuery.Fault(from, to) is { } fault)
        {
            query.Fail("from", fault);
        }

        if (query.Error is { } error)
        {
            return ProblemResult.Of(error, request.RequestId);
        }

        var wanted = new UsageQuery(from, to, format is Focus ? FocusCsv.GroupBy : groupBy, request.Pins);
        return await _usage.ReadAsync(request.Tenant, wanted, cancellationToken) is { } report
            ? Show(report, format, request.Tenant)
            : ProblemResult.Of(TooManyGroups, request.RequestId);
    }

    internal async Task<IResult> LedgerAsync(ReportRequest request, string date, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Http.Query);
        var limit = (int)query.Number("limit", LedgerReader.MaxPageRows, 1, LedgerReader.MaxPageRows);
        var cursor = query.Text("cursor");
        if (!ReportDay.TryParse(date, out var day))
        {
            query.Fail("date", "The path must end in a day such as 2026-11-24.");
        }

        if (cursor is not null && !LedgerReader.IsCursor(cursor))
        {
            query.Fail("cursor", "'cursor' must be the 'next_cursor' of the page before.");
        }

        return query.Error is { } error
            ? ProblemResult.Of(error, request.RequestId)
            : Results.Json(EntryViews.Page(day, await _ledger.ReadAsync(request.Tenant, request.Pins, day, limit, cursor, cancellationToken)));
    }

    internal async Task<IResult> BudgetAsync(ReportRequest request, CancellationToken cancellationToken) =>
        await _budgets.ReadAsync(request.Tenant, cancellationToken) is { } report
            ? Results.Json(BudgetViews.Report(report, request.Pins))
            : ProblemResult.Of(NoTenant, request.RequestId);

    internal async Task<IResult> SummaryAsync(ReportRequest request, CancellationToken cancellationToken) =>
        await _summaries.ReadAsync(request.Tenant, request.Pins, cancellationToken) is { } summary
            ? Results.Json(SummaryViews.Of(summary))
            : ProblemResult.Of(NoTenant, request.RequestId);

    private static CallError NoTenant { get; } = new(ErrorCode.NotFound, "There is no such tenant.");

    private static CallError TooManyGroups { get; } = new(ErrorCode.InvalidRequest,
        $"The answer would have more than {UsageQuery.MaxGroups} groups. Group by fewer dimensions or ask for fewer days.")
    {
        Param = "group_by",
    };

    private static List<UsageDimension> Dimensions(QueryReader query)
    {
        var dimensions = new List<UsageDimension>();
        foreach (var name in query.Names("group_by", UsageDimensions.All.Count))
        {
            if (UsageDimensions.Find(name) is { } dimension)
            {
                dimensions.Add(dimension);
            }
            else
            {
                var known = string.Join(", ", UsageDimensions.All.Select(UsageDimensions.Name));
                query.Fail("group_by", $"'group_by' takes {known}, joined by commas.");
            }
        }

        return dimensions;
    }

    private static IResult Show(UsageReport report, string format, string tenant) => format switch
    {
        Csv => new CsvResult("usage.csv", (output, token) => UsageCsv.WriteAsync(report, output, token)),
        Focus => new CsvResult("focus.csv", (output, token) => FocusCsv.WriteAsync(tenant, report, output, token)),
        _ => Results.Json(UsageViews.Report(report)),
    };
}
