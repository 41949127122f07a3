using System.Collections.Concurrent;
using GenOps.Core.Batches;

namespace GenOps.Application.Batches;

/// <summary>
/// The shares of roll-ups and sessions that this instance's batches write to. Chunks that run side by side have one each, so that their
/// transactions never meet; a share that is free is used again. Safe for concurrent use.
/// </summary>
public sealed class LedgerShares(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<LedgerShare>> _free = new(StringComparer.Ordinal);

    /// <summary>A share of the tenant that nobody else uses until it is given back.</summary>
    public LedgerShare Rent(string tenant) =>
        Of(tenant).TryTake(out var share) ? share : new LedgerShare(Ulid.NewUlid(time.GetUtcNow()).ToString());

    /// <summary>Gives a share back.</summary>
    public void Return(string tenant, LedgerShare share) => Of(tenant).Add(share);

    private ConcurrentBag<LedgerShare> Of(string tenant) => _free.GetOrAdd(tenant, static _ => []);
}
