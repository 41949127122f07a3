namespace GenOps.Benchmarks.Load;

/// <summary>Two things measured in turns, A B A B, so that what the machine does meanwhile meets both.</summary>
internal static class Turns
{
    public static async Task<IReadOnlyList<(T A, T B)>> TakeAsync<T>(int pairs, Func<Task<T>> a, Func<Task<T>> b)
    {
        var results = new List<(T, T)>(pairs);
        for (var pair = 0; pair < pairs; pair++)
        {
            results.Add((await a(), await b()));
        }

        return results;
    }

    /// <summary>The middle value; of an even number, the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length);
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
