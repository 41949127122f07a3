using GenOps.Core.Ledger;
using GenOps.Core.Rows;

namespace GenOps.Core.Accounts;

/// <summary>
/// An owner's own shares of roll-ups and sessions. A share that is not in memory is taken for new; when it is not, the transaction conflicts and it is read.
/// </summary>
internal sealed class PartialBook(string owner)
{
    private const int MaxCached = 4_096;
    private const int MaxRowsPerRefusal = 2;

    private readonly Dictionary<RollupKey, Partial> _rollups = [];
    private readonly Dictionary<string, Partial> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<RefusalKey, long> _refusals = [];

    public bool IsEmpty => _byKey.Count == 0;

    public bool HasRefusals => _refusals.Count > 0;

    public void CountRefusal(RefusalKey key) => _refusals[key] = _refusals.GetValueOrDefault(key) + 1;

    public Partial Rollup(RollupKey key)
    {
        if (!_rollups.TryGetValue(key, out var partial))
        {
            Trim();
            partial = new Partial(new RollupRow(key, owner, RollupRow.HashOf(key), default, LatencyHistogram.Empty));
            _rollups.Add(key, partial);
            _byKey.Add(partial.Empty.RowKey, partial);
        }

        return partial;
    }

    public Partial Session(string sessionId, DateTimeOffset at)
    {
        var key = SessionPartialRow.KeyOf(sessionId, owner);
        if (!_byKey.TryGetValue(key, out var partial))
        {
            Trim();
            partial = new Partial(
                new SessionPartialRow(sessionId, owner, new Dictionary<string, Tally>(), LatencyHistogram.Empty, at, at));
            _byKey.Add(key, partial);
        }

        return partial;
    }

    /// <summary>Refusals to write along, in at most <paramref name="maxRows"/> rows; they leave the count only by <see cref="Written"/>.</summary>
    public IEnumerable<KeyValuePair<RefusalKey, long>> Refusals(int maxRows) => _refusals.Take(maxRows / MaxRowsPerRefusal);

    public void Written(RefusalKey key, long refusals)
    {
        if (_refusals.TryGetValue(key, out var left))
        {
            if (left == refusals)
            {
                _refusals.Remove(key);
            }
            else
            {
                _refusals[key] = left - refusals;
            }
        }
    }

    public void Accept(string key, StoredRow? stored)
    {
        if (_byKey.TryGetValue(key, out var partial))
        {
            partial.Row = stored?.Row;
            partial.ETag = stored?.ETag;
        }
    }

    private void Trim()
    {
        if (_byKey.Count < MaxCached)
        {
            return;
        }

        _rollups.Clear();
        _byKey.Clear();
    }

    internal sealed class Partial(Row empty)
    {
        public Row Empty { get; } = empty;

        public Row? Row { get; set; }

        public string? ETag { get; set; }

        public Row Current => Row ?? Empty;
    }
}
