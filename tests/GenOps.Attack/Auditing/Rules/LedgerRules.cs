namespace GenOps.Attack.Auditing.Rules;

/// <summary>The ledger by itself.</summary>
internal static class LedgerRules
{
    /// <summary>No entry stands twice, and no attempt has two.</summary>
    public static IEnumerable<string> EntriesAreUnique(Evidence evidence) => evidence.Tenants.SelectMany(report =>
        Twice(report.Entries.Select(entry => $"{report.Tenant.Name}: entry {entry.EntryId}"))
            .Concat(Twice(report.Entries.Where(static entry => entry.IsAttempt).Select(entry => $"{report.Tenant.Name}: attempt {entry.Attempt} of {entry.RequestId}"))));

    /// <summary>A tenant's ledger holds its own calls alone.</summary>
    public static IEnumerable<string> NothingOfOthers(Evidence evidence) =>
        from report in evidence.Tenants
        from entry in report.Entries
        where entry.User is { } user && !user.StartsWith(report.Tenant.Name + '/', StringComparison.Ordinal)
        select $"{report.Tenant.Name}: entry {entry.EntryId} is of {entry.User}.";

    private static IEnumerable<string> Twice(IEnumerable<string> names) =>
        names.GroupBy(static name => name).Where(static group => group.Count() > 1).Select(static group => $"{group.Key} stands {group.Count()} times.");
}
