using GenOps.Application.Storage;
using GenOps.Cli.Books;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;

namespace GenOps.Cli.Explain;

/// <summary>Finds a request's entries in the ledger and what became of them.</summary>
internal sealed class Explainer(IRowStores stores)
{
    /// <summary>All that is known; null when none of the days has an entry of it.</summary>
    public async Task<Explanation?> ExplainAsync(
        string tenant, RequestName request, IEnumerable<DateOnly> days, CancellationToken cancellationToken)
    {
        var rows = new RowPages(stores.Accounts, tenant);
        var found = new List<EntryRow>();
        foreach (var day in days)
        {
            await foreach (var entry in rows.OfPrefixAsync<EntryRow>(EntryRow.KeyOf(day, request.RequestId + "-"), cancellationToken))
            {
                // A batch's id alone is the beginning of all its items' ids.
                if (entry.RequestId == request.RequestId || entry.Kind is EntryKind.InDoubtRelease)
                {
                    found.Add(entry);
                }
            }

            // An adjustment is one entry that bears the request's own id.
            if (await rows.GetAsync(EntryRow.KeyOf(day, request.RequestId), cancellationToken) is { Row: EntryRow adjustment })
            {
                found.Add(adjustment);
            }
        }

        return found.Count == 0 ? null : await ExplainAsync(rows, tenant, request, found, cancellationToken);
    }

    /// <summary>Names of all tenants, deleted ones too: their books stay.</summary>
    public async Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancellationToken)
    {
        var tenants = new List<string>();
        var directory = new RowPages(stores.Directory, TenantIndexRow.Partition);
        await foreach (var index in directory.BetweenAsync<TenantIndexRow>("0", "{", cancellationToken))
        {
            tenants.Add(index.Tenant);
        }

        return tenants;
    }

    private async Task<Explanation> ExplainAsync(
        RowPages rows, string tenant, RequestName request, List<EntryRow> found, CancellationToken cancellationToken)
    {
        var catalogue = await StoredPrices.ReadAsync(stores, cancellationToken);
        var folds = new List<ExplainedFold>();
        foreach (var charged in found.GroupBy(static entry => (entry.Day, entry.Path)))
        {
            folds.Add(await new FoldReader(rows, request).ReadAsync(charged.Key.Day, charged.Key.Path, [.. charged], cancellationToken));
        }

        return new Explanation
        {
            Tenant = tenant,
            Request = request,
            Entries =
            [
                .. found
                    .OrderBy(static entry => (entry.Attempt, entry.At))
                    .Select(entry => new ExplainedEntry(entry, PriceArithmetic.Of(entry, catalogue))),
            ],
            Folds = folds,
        };
    }
}
