namespace GenOps.Attack.Auditing.Rules;

/// <summary>The provider's books against the ledger.</summary>
internal static class BillRules
{
    /// <summary>
    /// Whatever the provider bills was held first. So each bill stands in an exact entry of its call; a bill whose answer was lost is covered by
    /// what entries of that call held, and after a crash by the crashed instance's rest.
    /// </summary>
    public static IEnumerable<string> HeldBeforeCalled(Evidence evidence) => evidence.Tenants.SelectMany(report => Uncovered(evidence, report));

    /// <summary>An exact entry stands for one bill, and no two stand for the same.</summary>
    public static IEnumerable<string> OneChargePerBill(Evidence evidence)
    {
        foreach (var report in evidence.Tenants)
        {
            var bills = BillsByUser(evidence, report);
            foreach (var call in ChargesByUser(report))
            {
                if (Without(call.Where(static entry => entry.IsExact).Select(static entry => entry.CostNanoUsd), bills[call.Key]) is { Count: > 0 } unbilled)
                {
                    yield return $"{call.Key}: entries of {string.Join(", ", unbilled)} nano-USD, which the provider does not bill.";
                }
            }
        }
    }

    private static IEnumerable<string> Uncovered(Evidence evidence, TenantReport report)
    {
        var entries = ChargesByUser(report).ToLookup(static call => call.Key);
        var (open, texts) = (0L, new List<string>());
        foreach (var bills in BillsByUser(evidence, report))
        {
            var own = entries[bills.Key].SelectMany(static call => call).ToList();
            var lost = Without(bills, own.Where(static entry => entry.IsExact).Select(static entry => entry.CostNanoUsd)).Sum();
            var gap = lost - own.Where(static entry => !entry.IsExact).Sum(static entry => entry.HeldNanoUsd);
            if (gap > 0)
            {
                open += gap;
                texts.Add($"{bills.Key} {gap}");
            }
        }

        var rest = report.Entries.Where(static entry => entry.IsRest).Sum(static entry => entry.CostNanoUsd);
        return open > rest
            ? [$"{report.Tenant.Name}: the provider bills {open} nano-USD in no entry, and {rest} are in doubt. {string.Join("; ", texts)}"]
            : [];
    }

    private static ILookup<string, long> BillsByUser(Evidence evidence, TenantReport report) =>
        evidence.Bills.Where(bill => bill.User.StartsWith(report.Tenant.Name + '/', StringComparison.Ordinal))
            .ToLookup(static bill => bill.User, static bill => bill.CostNanoUsd);

    private static IEnumerable<IGrouping<string, LedgerLine>> ChargesByUser(TenantReport report) =>
        report.Entries.Where(static entry => entry.User is not null && entry.IsAttempt && entry.Status != "failed").GroupBy(static entry => entry.User!);

    private static List<long> Without(IEnumerable<long> amounts, IEnumerable<long> others)
    {
        var rest = amounts.ToList();
        foreach (var other in others)
        {
            rest.Remove(other);
        }

        return rest;
    }
}
