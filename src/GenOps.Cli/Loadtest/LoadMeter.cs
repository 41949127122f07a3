namespace GenOps.Cli.Loadtest;

/// <summary>Collects what came of calls. Safe for concurrent use; 16 bytes a call.</summary>
internal sealed class LoadMeter
{
    private readonly Lock _gate = new();
    private readonly List<long> _latencies = [];
    private readonly List<long> _overheads = [];
    private readonly SortedDictionary<string, int> _failed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _refused = new(StringComparer.Ordinal);
    private long _costNanoUsd;

    /// <summary>Calls that have ended, in whatever way.</summary>
    public int Ended { get; private set; }

    public void Add(LoadOutcome outcome)
    {
        lock (_gate)
        {
            Ended++;
            if (!outcome.IsCompleted)
            {
                var codes = outcome.IsRefused ? _refused : _failed;
                codes[outcome.Code!] = codes.GetValueOrDefault(outcome.Code!) + 1;
                return;
            }

            _latencies.Add(outcome.LatencyMicroseconds);
            _costNanoUsd = checked(_costNanoUsd + outcome.CostNanoUsd);
            if (outcome.OverheadMicroseconds is { } overhead)
            {
                _overheads.Add(overhead);
            }
        }
    }

    /// <summary>What was measured so far.</summary>
    public LoadResult Result(TimeSpan duration, int abandoned, long heapGrowthBytes)
    {
        lock (_gate)
        {
            return new LoadResult
            {
                Duration = duration,
                Completed = _latencies.Count,
                Failed = new SortedDictionary<string, int>(_failed, StringComparer.Ordinal),
                Refused = new SortedDictionary<string, int>(_refused, StringComparer.Ordinal),
                Abandoned = abandoned,
                Latency = Spread.Of(_latencies),
                Overhead = Spread.Of(_overheads),
                CostNanoUsd = _costNanoUsd,
                HeapGrowthBytes = heapGrowthBytes,
            };
        }
    }
}
