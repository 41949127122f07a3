using System.Globalization;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Tests.Accounts.Simulation;

/// <summary>One partition with the semantics of Table Storage: transactions of at most 100 rows under ETags, timestamps by its own clock.</summary>
internal sealed class VirtualStore(Func<DateTimeOffset> clock)
{
    private readonly SortedDictionary<string, StoredRow> _leases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredRow> _rows = new(StringComparer.Ordinal);
    private long _version;

    public event Action<IReadOnlyList<(Row? Before, Row? After)>>? Changed;

    public IEnumerable<Row> Rows => _rows.Values.Select(stored => stored.Row).Concat(_leases.Values.Select(stored => stored.Row));

    public StoredRow? Get(string key) => Table(key).TryGetValue(key, out var stored) ? stored : null;

    public T? Get<T>(string key)
        where T : Row => (T?)Get(key)?.Row;

    public ReadResult Read(ReadStep step) => new()
    {
        Rows = [.. step.Keys.Select(Get)],
        Leases = step.Leases ? [.. _leases.Values] : [],
        Reservations = step.Leases ? [.. _rows.Values.Select(stored => stored.Row).OfType<ReservationRow>().Where(row => !row.Closed)] : [],
        StorageTime = clock(),
        Seeds = [.. step.Seeds.Select(seed => Seed(seed.Path, seed.Window))],
    };

    public IReadOnlyList<string?>? Commit(IReadOnlyList<RowChange> changes)
    {
        Assert.InRange(changes.Count, 1, 100);
        Assert.Equal(changes.Count, changes.Select(change => change.Row.RowKey).Distinct().Count());
        if (!changes.All(IsPossible))
        {
            return null;
        }

        var eTags = new List<string?>(changes.Count);
        var effects = new List<(Row?, Row?)>(changes.Count);
        foreach (var change in changes)
        {
            var key = change.Row.RowKey;
            var before = Get(key)?.Row;
            if (change.Kind is RowChangeKind.Delete)
            {
                Table(key).Remove(key);
                eTags.Add(null);
                effects.Add((before, null));
                continue;
            }

            var eTag = (++_version).ToString(CultureInfo.InvariantCulture);
            Table(key)[key] = new StoredRow(change.Row, eTag, clock());
            eTags.Add(eTag);
            effects.Add((before, change.Row));
        }

        Changed?.Invoke(effects);
        return eTags;
    }

    public long Seed(string path, BudgetWindow window) => _rows.Values
        .Select(stored => stored.Row)
        .OfType<RollupRow>()
        .Where(row => (window.IsMonth ? BudgetWindow.MonthOf(row.Rollup.Day) == window : row.Rollup.Day == window.Start)
            && BudgetPath.IsWithin(PathOf(row.Rollup.Team, row.Rollup.Project), path))
        .Sum(row => row.Tally.CostNanoUsd);

    private bool IsPossible(RowChange change) => change.Kind is RowChangeKind.Insert
        ? Get(change.Row.RowKey) is null
        : Get(change.Row.RowKey) is { } stored && stored.ETag == change.ETag;

    private IDictionary<string, StoredRow> Table(string key) => key.StartsWith(LeaseRow.Prefix, StringComparison.Ordinal) ? _leases : _rows;

    private static string PathOf(string? team, string? project) =>
        team is null ? string.Empty : project is null ? team : BudgetPath.Of(team, project);
}
