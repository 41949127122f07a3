namespace GenOps.Attack.Auditing.Rules;

/// <summary>Budgets against limits and against the ledger.</summary>
internal static class BudgetRules
{
    /// <summary>No limit is passed, neither by what the ledger says nor by what the provider bills.</summary>
    public static IEnumerable<string> NeverOver(Evidence evidence) =>
        from report in evidence.Tenants.Where(static report => report.Tenant.IsBounded)
        from scope in report.Scopes
        let limit = scope.LimitNanoUsd
        where limit is not null
        let billed = scope.Scope == "tenant" && report.Entries.All(scope.Contains) ? BilledNanoUsd(evidence, report) : 0
        where scope.SpentNanoUsd > limit || billed > limit
        select $"{report.Tenant.Name}: {scope.Scope} {scope.Window} may spend {limit} nano-USD, spent {scope.SpentNanoUsd}, billed {billed}.";

    /// <summary>Once nothing runs, no money is held.</summary>
    public static IEnumerable<string> NothingHeldAtRest(Evidence evidence) =>
        from report in evidence.Tenants
        from scope in report.Scopes
        where scope.HeldNanoUsd != 0
        select $"{report.Tenant.Name}: {scope.Scope} {scope.Window} holds {scope.HeldNanoUsd} nano-USD.";

    /// <summary>Entries = spent of every scope and window = usage = sessions and calls without one.</summary>
    public static IEnumerable<string> SumsAgree(Evidence evidence) => evidence.Tenants.SelectMany(static report => Sums(report))
        .Where(static sum => sum.Expected != sum.Actual)
        .Select(static sum => $"{sum.What}: entries hold {sum.Expected} nano-USD, the report says {sum.Actual}.");

    private static IEnumerable<(string What, long Expected, long Actual)> Sums(TenantReport report)
    {
        foreach (var scope in report.Scopes)
        {
            yield return ($"{report.Tenant.Name}: {scope.Scope} {scope.Window}", Sum(report.Entries.Where(scope.Contains)), scope.SpentNanoUsd);
        }

        yield return ($"{report.Tenant.Name}: usage", Sum(report.Entries), report.UsageNanoUsd);
        yield return ($"{report.Tenant.Name}: sessions", Sum(report.Entries.Where(static entry => entry.SessionId is not null)), report.SessionsNanoUsd);
        foreach (var team in report.Entries.Select(static entry => entry.Team ?? "").Concat(report.UsageByTeamNanoUsd.Keys).Distinct())
        {
            var entries = report.Entries.Where(entry => (entry.Team ?? "") == team);
            yield return ($"{report.Tenant.Name}: usage of team '{team}'", Sum(entries), report.UsageByTeamNanoUsd.GetValueOrDefault(team));
        }
    }

    private static long Sum(IEnumerable<LedgerLine> entries) => entries.Sum(static entry => entry.CostNanoUsd);

    private static long BilledNanoUsd(Evidence evidence, TenantReport report) => evidence.Bills
        .Where(bill => bill.User.StartsWith(report.Tenant.Name + '/', StringComparison.Ordinal)).Sum(static bill => bill.CostNanoUsd);
}
