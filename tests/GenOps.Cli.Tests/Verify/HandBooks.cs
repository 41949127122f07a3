using GenOps.Adapters.Memory;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;

namespace GenOps.Cli.Tests.Verify;

/// <summary>Books made of rows alone: entries of any day, and all sums over them right, so that a test can choose what is wrong.</summary>
internal sealed class HandBooks
{
    public const string Tenant = "by-hand";

    private readonly List<EntryRow> _entries = [];
    private readonly List<Row> _more = [];
    private readonly MemoryRowStores _stores = new(TimeProvider.System);

    public IRowStores Stores => _stores;

    public EntryRow Add(DateOnly day, long nanoUsd, string? session = null, Attribution? attribution = null, string path = "", EntryKind kind = EntryKind.Chat)
    {
        var at = new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 59)), TimeSpan.Zero);
        var id = Ulid.NewUlid(at).ToString();
        var entry = new EntryRow
        {
            Day = day,
            EntryId = id + "-1",
            RequestId = id,
            Attempt = 1,
            Kind = kind,
            At = at,
            Path = path,
            Attribution = attribution ?? Attribution.OfPath(path),
            SessionId = session,
            Model = kind is EntryKind.Chat ? "m" : null,
            CostNanoUsd = nanoUsd,
            Status = kind is EntryKind.Chat ? EntryStatus.Succeeded : EntryStatus.InDoubt,
        };
        _entries.Add(entry);
        return entry;
    }

    /// <summary>A row besides those that follow from the entries.</summary>
    public void Add(Row row) => _more.Add(row);

    /// <summary>Writes everything, with windows for the tenant and the scopes given.</summary>
    public async Task<IRowStores> WriteAsync(params DeclaredScope[] scopes)
    {
        List<Row> rows = [new HeadRow(1, 0), Limits(scopes), .. _entries, .. _more];
        foreach (var rollup in _entries.GroupBy(static entry => RollupKey.Of(entry.Day, entry.Attribution, entry.Model)))
        {
            var sum = rollup.Aggregate(default(Tally), static (left, entry) => left + Tally.Of(entry));
            rows.Add(new RollupRow(rollup.Key, RollupRow.FoldedOwner, RollupRow.HashOf(rollup.Key), sum, LatencyHistogram.Empty));
        }

        foreach (var session in _entries.Where(static entry => entry.SessionId is not null).GroupBy(static entry => entry.SessionId!))
        {
            var sum = session.Aggregate(default(Tally), static (left, entry) => left + Tally.Of(entry));
            rows.Add(new SessionPartialRow(
                session.Key, "o", new Dictionary<string, Tally> { ["m"] = sum }, LatencyHistogram.Empty, session.Min(static entry => entry.At), session.Max(static entry => entry.At)));
        }

        foreach (var path in scopes.Select(static scope => scope.Path).Prepend(BudgetPath.Tenant))
        {
            rows.AddRange(Windows(path, scopes.FirstOrDefault(scope => scope.Path == path)?.ScopesVersion ?? 1));
        }

        foreach (var chunk in rows.DistinctBy(static row => row.RowKey).Chunk(RowLimits.MaxTransactionRows))
        {
            Assert.True((await _stores.Accounts.CommitAsync(Tenant, [.. chunk.Select(RowChange.Insert)], default)).IsCommitted);
        }

        return _stores;
    }

    private IEnumerable<WindowRow> Windows(string path, long scopesVersion)
    {
        var of = Attribution.OfPath(path);
        var charged = _entries.Where(entry =>
            (of.Team is null || entry.Attribution.Team == of.Team) && (of.Project is null || entry.Attribution.Project == of.Project)).ToList();
        return charged
            .SelectMany(static entry => (BudgetWindow[])[BudgetWindow.DayOf(entry.Day), BudgetWindow.MonthOf(entry.Day)])
            .Distinct()
            .Select(window => new WindowRow(
                window,
                path,
                charged.Where(entry => window.IsMonth ? BudgetWindow.MonthOf(entry.Day) == window : entry.Day == window.Start).Sum(static entry => entry.CostNanoUsd),
                HeldNanoUsd: 0,
                scopesVersion));
    }

    private static LimitsRow Limits(DeclaredScope[] scopes) => new()
    {
        Version = 1,
        ScopesVersion = scopes.Select(static scope => scope.ScopesVersion).DefaultIfEmpty(1).Max(),
        Scopes = scopes,
        Document = new TenantDocument
        {
            Teams = scopes.Where(static scope => !scope.Path.Contains('.', StringComparison.Ordinal))
                .ToDictionary(static scope => scope.Path, static _ => new TeamRules()),
        },
    };
}
