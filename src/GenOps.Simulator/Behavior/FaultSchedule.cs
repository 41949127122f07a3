using System.Collections.Concurrent;
using System.Text;

namespace GenOps.Simulator;

/// <summary>
/// Decides whether a call's fault happens, from its id and how often that id was seen, so that the order in which concurrent
/// calls arrive changes nothing. Calls without an id share one count for each fault.
/// </summary>
internal sealed class FaultSchedule(int maximumIds)
{
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private int _idCount;

    /// <exception cref="FormatException">More ids were seen than are kept.</exception>
    public bool Fires(SimulatorBehavior behavior)
    {
        if (behavior.Fault.Kind == FaultKind.None)
        {
            return false;
        }

        if (behavior is { Times: 0, Rate: >= 1 })
        {
            return true;
        }

        if (Volatile.Read(ref _idCount) >= maximumIds)
        {
            throw new FormatException($"The simulator counts at most {maximumIds} ids: forget them with DELETE /simulator/books.");
        }

        var key = behavior.Id ?? behavior.Fault.ToString();
        var number = _counts.AddOrUpdate(key, 1, (_, count) => count + 1);
        if (number == 1)
        {
            Interlocked.Increment(ref _idCount);
        }

        return (behavior.Times == 0 || number <= behavior.Times) && Draw(behavior.Seed, key, number) < behavior.Rate;
    }

    public void Clear()
    {
        _counts.Clear();
        Volatile.Write(ref _idCount, 0);
    }

    private static double Draw(long seed, string key, int number)
    {
        var hash = DeterministicHash.Of(Encoding.UTF8.GetBytes(key));
        var bits = DeterministicHash.Mix(hash ^ DeterministicHash.Mix((ulong)seed) ^ ((ulong)number << 32));
        return (bits >> 11) * (1.0 / (1UL << 53));
    }
}
