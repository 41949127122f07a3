namespace GenOps.Simulator;

/// <summary>
/// What the provider knows of its calls: the truth that a ledger is compared with. An entry stands here before the last byte
/// of its answer is sent. Safe for concurrent use.
/// </summary>
public sealed class SimulatorBooks
{
    private readonly Lock _lock = new();
    private readonly int _maximumEntries;
    private readonly Dictionary<string, BookTotals> _totals = [];
    private BoundedLog<BookEntry> _calls;
    private BoundedLog<BookEntry> _unbilled;
    private int _openCalls;
    private int _maximumOpenCalls;

    internal SimulatorBooks(int maximumEntries)
    {
        _maximumEntries = maximumEntries;
        _calls = new BoundedLog<BookEntry>(maximumEntries);
        _unbilled = new BoundedLog<BookEntry>(maximumEntries);
    }

    /// <summary>Number of billed calls so far.</summary>
    public long CallCount => Locked(() => _calls.Count);

    /// <summary>Number of calls that produced nothing and cost nothing.</summary>
    public long UnbilledCount => Locked(() => _unbilled.Count);

    /// <summary>Number of old entries, billed or not, that no longer fit; totals still hold them.</summary>
    public long DroppedCount => Locked(() => _calls.Dropped + _unbilled.Dropped);

    /// <summary>Calls received and not yet in the books.</summary>
    public int OpenCalls => Locked(() => _openCalls);

    /// <summary>The most calls that were open at once.</summary>
    public int MaximumOpenCalls => Locked(() => _maximumOpenCalls);

    /// <summary>Sums of billed calls by model.</summary>
    public IReadOnlyDictionary<string, BookTotals> TotalsByModel => Locked(() => new Dictionary<string, BookTotals>(_totals));

    /// <summary>Billed calls whose sequence is greater than <paramref name="since"/>, at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<BookEntry> ReadCalls(long since = 0, int limit = int.MaxValue) => Locked(() => _calls.Read(since, limit));

    /// <summary>Calls that cost nothing, as <see cref="ReadCalls"/> reads billed ones.</summary>
    public IReadOnlyList<BookEntry> ReadUnbilled(long since = 0, int limit = int.MaxValue) => Locked(() => _unbilled.Read(since, limit));

    /// <summary>Forgets everything but the open calls.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _calls = new BoundedLog<BookEntry>(_maximumEntries);
            _unbilled = new BoundedLog<BookEntry>(_maximumEntries);
            _totals.Clear();
            _maximumOpenCalls = _openCalls;
        }
    }

    internal void Open()
    {
        lock (_lock)
        {
            _openCalls++;
            _maximumOpenCalls = Math.Max(_maximumOpenCalls, _openCalls);
        }
    }

    internal void Close(in BookEntry entry, bool isBilled)
    {
        lock (_lock)
        {
            _openCalls--;
            if (!isBilled)
            {
                _unbilled.Append(entry with { Sequence = _unbilled.Count + 1 });
                return;
            }

            _calls.Append(entry with { Sequence = _calls.Count + 1 });
            _totals[entry.Model] = _totals.GetValueOrDefault(entry.Model).Plus(entry);
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}
