using GenOps.Application.Accounts;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Rows;

namespace GenOps.Application.Batches;

/// <summary>Reads what a transaction of a batch needs of an account, the head first.</summary>
internal sealed class AccountLooks(IRowStore store)
{
    private const int PageRows = 1_000;

    /// <summary>A look; null when there is no such account. A deleted tenant's can still be settled.</summary>
    public async Task<AccountLook?> TakeAsync(string tenant, CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = await store.GetAsync(tenant, HeadRow.Key, cancellationToken);
            var limits = await store.GetAsync(tenant, LimitsRow.Key, cancellationToken);
            if (head is null || limits?.Row is not LimitsRow row)
            {
                return null;
            }

            var look = new AccountLook(head, row);
            if (look.AreLimitsCurrent)
            {
                return look;
            }
        }
    }

    /// <summary>Reads the windows of a path and day.</summary>
    public async Task OpenAsync(AccountLook look, string tenant, string path, DateOnly day, CancellationToken cancellationToken)
    {
        var keys = look.Open(path, day);
        var rows = await Task.WhenAll(keys.Select(key => store.GetAsync(tenant, key, cancellationToken).AsTask()));
        for (var index = 0; index < keys.Count; index++)
        {
            look.Accept(keys[index], rows[index]);
        }
    }

    /// <summary>Seeds windows of scopes that were declared within them; false while older leases or reservations still charge elsewhere.</summary>
    public async Task<bool> SeedAsync(AccountLook look, string tenant, CancellationToken cancellationToken)
    {
        var seeds = look.Seeds();
        if (seeds.Count == 0)
        {
            return true;
        }

        if (!look.AreSeedsFinal(await HoldersAsync(tenant, cancellationToken)))
        {
            return false;
        }

        foreach (var (path, window) in seeds)
        {
            look.AcceptSeed(path, window, await RollupSums.SpentAsync(store, tenant, path, window, cancellationToken));
        }

        return true;
    }

    /// <summary>All leases and reservations of the tenant.</summary>
    public async Task<IReadOnlyList<Row>> HoldersAsync(string tenant, CancellationToken cancellationToken) =>
    [
        .. await AllAsync(tenant, LeaseRow.Prefix, cancellationToken),
        .. await AllAsync(tenant, ReservationRow.KeyPrefix, cancellationToken),
    ];

    private async Task<List<Row>> AllAsync(string tenant, string prefix, CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(tenant, prefix, RowKeyPrefix.EndOf(prefix), PageRows, continuation, cancellationToken);
            rows.AddRange(page.Rows.Select(stored => stored.Row));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return rows;
    }
}
