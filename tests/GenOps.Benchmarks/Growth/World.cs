using GenOps.Application.Tenants;
using GenOps.Benchmarks.Load;
using GenOps.Core.Wire;

namespace GenOps.Benchmarks.Growth;

/// <summary>An instance with callers to load.</summary>
internal sealed class World(Parts parts, IReadOnlyList<Caller> callers, RequestMetadata? headers = null) : IAsyncDisposable
{
    private const int CallsInARow = 8;

    private readonly int[] _calls = new int[Workers];

    /// <summary>Calls in flight.</summary>
    public static int Workers => 512;

    /// <summary>Tenants that are called at any moment.</summary>
    public static int BusyTenants => 8;

    /// <summary>
    /// Makes calls. At any moment <see cref="BusyTenants"/> tenants are called, and all come round: so many calls of a tenant go into one
    /// transaction whatever the number of tenants is, and what is compared is not the grouping.
    /// </summary>
    public Task<LoadResult> RunAsync(int calls)
    {
        var left = calls;
        return CallLoad.RunAsync(Workers, TimeSpan.MaxValue, async worker =>
        {
            if (Interlocked.Decrement(ref left) < 0)
            {
                return false;
            }

            var turn = (_calls[worker]++ / CallsInARow * BusyTenants) + (worker % BusyTenants);
            await CallLoad.OneAsync(parts, callers[turn % callers.Count], headers);
            return true;
        });
    }

    public ValueTask DisposeAsync() => parts.DisposeAsync();
}
