using GenOps.Cli.Books;
using GenOps.Core.Ledger;

namespace GenOps.Cli.Verify;

/// <summary>A day's entries and roll-ups as sums, nano-dollars; the entries themselves are never kept.</summary>
internal sealed class DaySums(DateOnly day)
{
    private readonly Dictionary<RollupKey, long> _entries = [];
    private readonly Dictionary<RollupKey, long> _rollups = [];
    private readonly Dictionary<string, long> _sessions = new(StringComparer.Ordinal);
    private bool _isRead;

    public DateOnly Day { get; } = day;

    /// <summary>Number of entries.</summary>
    public long Count { get; private set; }

    /// <summary>Sums of entries by the roll-up they belong to.</summary>
    public IReadOnlyDictionary<RollupKey, long> Entries => _entries;

    /// <summary>What the roll-ups say.</summary>
    public IReadOnlyDictionary<RollupKey, long> Rollups => _rollups;

    /// <summary>Sums of entries by session.</summary>
    public IReadOnlyDictionary<string, long> Sessions => _sessions;

    /// <summary>Sum of the entries without a session.</summary>
    public long UnsessionedNanoUsd { get; private set; }

    /// <summary>Reads the entries unless they were read before: entries never change.</summary>
    public async Task ReadEntriesAsync(RowPages rows, CancellationToken cancellationToken)
    {
        if (_isRead)
        {
            return;
        }

        _isRead = true;
        await foreach (var entry in rows.OfPrefixAsync<EntryRow>(EntryRow.DayPrefix(Day), cancellationToken))
        {
            Count++;
            Add(_entries, RollupKey.Of(entry.Day, entry.Attribution, entry.Model), entry.CostNanoUsd);
            if (entry.SessionId is { } session)
            {
                Add(_sessions, session, entry.CostNanoUsd);
            }
            else
            {
                UnsessionedNanoUsd = checked(UnsessionedNanoUsd + entry.CostNanoUsd);
            }
        }
    }

    /// <summary>Reads the roll-ups anew.</summary>
    public async Task ReadRollupsAsync(RowPages rows, CancellationToken cancellationToken)
    {
        _rollups.Clear();
        await foreach (var rollup in rows.OfPrefixAsync<RollupRow>(RollupRow.DayPrefix(Day), cancellationToken))
        {
            Add(_rollups, rollup.Rollup, rollup.Tally.CostNanoUsd);
        }
    }

    private static void Add<T>(Dictionary<T, long> sums, T key, long nanoUsd)
        where T : notnull => sums[key] = checked(sums.GetValueOrDefault(key) + nanoUsd);
}
