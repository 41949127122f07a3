using GenOps.Application.Pricing;
using GenOps.Application.Sessions;
using GenOps.Application.Storage;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;

namespace GenOps.Application.Reports;

/// <summary>Puts a summary together from the account, today's roll-ups and the sessions.</summary>
public sealed class SummaryReader(
    IRowStores stores, BudgetReader budgets, UsageReader usage, SessionDirectory sessions, PriceBook prices, TimeProvider time)
{
    /// <summary>The summary; null when there is no such tenant (any more).</summary>
    public async Task<Summary?> ReadAsync(string tenant, Pins pins, CancellationToken cancellationToken)
    {
        if (await budgets.ReadAsync(tenant, cancellationToken) is not { } report)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var byModel = await UsageAsync(tenant, today, today, [UsageDimension.Model], pins, cancellationToken);
        var path = PathOf(report, pins);
        var (day, month) = path is null ? (null, null) : (report.Find(path, isMonth: false), report.Find(path, isMonth: true));
        var monthly = month?.SpentNanoUsd
            ?? (await UsageAsync(tenant, new DateOnly(today.Year, today.Month, 1), today, [], pins, cancellationToken)).Total.CostNanoUsd;
        return new Summary
        {
            Date = today,
            Policy = report.Limits.Row.Document.Policy,
            DailyNanoUsd = day?.SpentNanoUsd ?? byModel.Total.CostNanoUsd,
            MonthlyNanoUsd = monthly,
            Day = day,
            Month = month,
            Today = byModel.Total,
            OperationsPerSecond = await RecentCalls.PerSecondAsync(stores.Accounts, tenant, pins, now, cancellationToken),
            ActiveSessions = await sessions.CountActiveAsync(tenant, pins, cancellationToken),
            ProjectedExhaustionAt = Earliest(day, month, now),
            Recommendations = Recommend(report, byModel, pins, now),
        };
    }

    // What pins see is one scope only when just that scope is declared.
    private static string? PathOf(BudgetReport report, Pins pins)
    {
        var path = report.Limits.PathOf(pins.Team, pins.Project);
        var attribution = Attribution.OfPath(path);
        return attribution.Team == pins.Team && attribution.Project == pins.Project ? path : null;
    }

    private static DateTimeOffset? Earliest(ScopeBudget? day, ScopeBudget? month, DateTimeOffset now)
    {
        var (first, second) = (day is null ? null : Exhaustion.Project(day, now), month is null ? null : Exhaustion.Project(month, now));
        return first is null || second < first ? second : first;
    }

    private IReadOnlyList<Recommendation> Recommend(BudgetReport report, UsageReport byModel, Pins pins, DateTimeOffset now)
    {
        var document = report.Limits.Row.Document;
        var models = byModel.Rows.Where(row => row.Group.Model is not null).Select(row => new ModelUsage(row.Group.Model!, row.Tally));
        return Recommendations.Of(
            [.. report.Visible(pins)],
            [.. models],
            prices.Current.InForce(byModel.Query.To),
            model => ModelChoice.IsAllowed(document, model),
            now);
    }

    private async Task<UsageReport> UsageAsync(
        string tenant, DateOnly from, DateOnly to, IReadOnlyList<UsageDimension> groupBy, Pins pins, CancellationToken cancellationToken) =>
        await usage.ReadAsync(tenant, new UsageQuery(from, to, groupBy, pins), cancellationToken)
        ?? throw new InvalidDataException($"The roll-ups of {tenant} name more than {UsageQuery.MaxGroups} models.");
}
