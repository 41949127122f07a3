using System.Diagnostics;

namespace GenOps.Benchmarks.Load;

/// <summary>Times of one worker, in ticks of the stopwatch.</summary>
internal sealed class Latencies
{
    private readonly List<long> _ticks = [];

    public int Count => _ticks.Count;

    public void Add(long ticks) => _ticks.Add(ticks);

    /// <summary>Microseconds that a share of all times stay under.</summary>
    public static double Percentile(IEnumerable<Latencies> workers, double share)
    {
        var all = workers.SelectMany(static worker => worker._ticks).ToArray();
        Array.Sort(all);
        return all.Length == 0 ? 0 : all[(int)(share * (all.Length - 1))] * 1_000_000.0 / Stopwatch.Frequency;
    }
}
