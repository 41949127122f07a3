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
    private readonly Dictionary<string, StoredRow> _reservations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredRow> _rows = new(StringComparer.Ordinal);
    private long _version;

    public event Action<IReadOnlyList<(Row? Before, Row? After)>>? Changed;

    public IEnumerable<Row> Rows => _rows.Values.Concat(_leases.Values).Concat(_reservations.Values).Select(stored => stored.Row);

    public StoreCounts Counts { get; private set; }

    public StoredRow? Get(string key) => Table(key).TryGetValue(key, out var stored) ? stored : null;

    public T? Get<T>(string key)
        where T : Row => (T?)Get(key)?.Row;

    public ReadResult Read(ReadStep step)
    {
        Counts = Counts with { Requests = Counts.Requests + step.Keys.Count + (step.Leases ? 2 : 0) + step.Seeds.Count };
        return new()
        {
            Rows = [.. step.Keys.Select(Get)],
            Leases = step.Leases ? [.. _leases.Values] : [],
            Reservations = step.Leases ? [.. _reservations.Values.Select(stored => stored.Row).Cast<ReservationRow>().Where(row => !row.Closed)] : [],
            StorageTime = clock(),
            Seeds = [.. step.Seeds.Select(seed => Seed(seed.Path, seed.Window))],
        };
    }

    public IReadOnlyList<string?>? Commit(IReadOnlyList<RowChange> changes)
    {
        Assert.InRange(changes.Count, 1, 100);
        Assert.Equal(changes.Count, changes.Select(change => change.Row.RowKey).Distinct().Count());
        Counts = Counts with { Requests = Counts.Requests + 1, Transactions = Counts.Transactions + 1 };
        if (!changes.All(IsPossible))
        {
            Counts = Counts with { Conflicts = Counts.Conflicts + 1 };
            return null;
        }

        Counts = Counts with { RowsWritten = Counts.RowsWritten + changes.Count };

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

    private IDictionary<string, StoredRow> Table(string key) =>
        key.StartsWith(LeaseRow.Prefix, StringComparison.Ordinal) ? _leases
        : key.StartsWith(ReservationRow.KeyPrefix, StringComparison.Ordinal) ? _reservations
        : _rows;

    private static string PathOf(string? team, string? project) =>
        team is null ? string.Empty : project is null ? team : BudgetPath.Of(team, project);
}
