namespace GenOps.Application.Tests;

/// <summary>Measures what an object keeps alive on the heap, which is everybody's.</summary>
internal static class HeapCost
{
    private const int Rounds = 3;
    private const int SmallChange = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Bytes that go once the object is disposed and dropped: the least of some rounds, because what other tests left behind and what goes
    /// meanwhile only adds to them.
    /// </summary>
    public static async Task<long> OfAsync(Func<Task<IAsyncDisposable>> makeAsync, CancellationToken cancellationToken)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var made = await makeAsync();
            var withIt = await SettledAsync(cancellationToken);
            await made.DisposeAsync();
            made = null;
            least = Math.Min(least, withIt - await SettledAsync(cancellationToken));
            Assert.Null(made);
        }

        return least;
    }

    private static async Task<long> SettledAsync(CancellationToken cancellationToken)
    {
        long before;
        var now = GC.GetTotalMemory(forceFullCollection: true);
        do
        {
            before = now;
            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
            now = GC.GetTotalMemory(forceFullCollection: true);
        }
        while (before - now > SmallChange);

        return now;
    }
}
