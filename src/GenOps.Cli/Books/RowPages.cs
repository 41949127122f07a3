using System.Runtime.CompilerServices;
using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Cli.Books;

/// <summary>Rows of a tenant's account as they are stored, one page in memory at a time. Nothing here writes.</summary>
internal sealed class RowPages(IRowStore store, string tenant)
{
    /// <summary>One row; null when it does not exist.</summary>
    public async Task<StoredRow?> GetAsync(string key, CancellationToken cancellationToken) =>
        await store.GetAsync(tenant, key, cancellationToken);

    /// <summary>All rows of a type whose key starts with a prefix.</summary>
    public IAsyncEnumerable<T> OfPrefixAsync<T>(string prefix, CancellationToken cancellationToken)
        where T : Row => BetweenAsync<T>(prefix, RowKeyPrefix.EndOf(prefix), cancellationToken);

    /// <summary>All rows of a type in a range of keys.</summary>
    /// <exception cref="InvalidDataException">A row in the range is of another type.</exception>
    public async IAsyncEnumerable<T> BetweenAsync<T>(
        string fromKey, string beforeKey, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Row
    {
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(tenant, fromKey, beforeKey, RowLimits.MaxPageRows, continuation, cancellationToken);
            foreach (var stored in page.Rows)
            {
                yield return stored.Row as T
                    ?? throw new InvalidDataException($"{stored.Row.RowKey} of {tenant} is a {stored.Row.GetType().Name}, not a {typeof(T).Name}.");
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
