using GenOps.Application.Audit;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Application.Tenants;

/// <summary>Makes, changes, lists and deletes tenants. Safe for concurrent use; faults of storage are <see cref="RowStoreException"/>.</summary>
/// <remarks>
/// A creation writes the directory first and the account last: cut off in between, the tenant does not exist yet and the same call finishes
/// it. A deletion writes the account first: cut off in between, the tenant is gone and the same call finishes the directory.
/// </remarks>
public sealed class TenantAdministration
{
    /// <summary>Most tenants of one page.</summary>
    public const int MaxPageRows = 100;

    // Names begin with a digit or a lower-case letter.
    private const string FirstKey = "0";
    private const string EndKey = "{";

    private readonly IRowStore _directory;
    private readonly AccountWriter _accounts;
    private readonly TimeProvider _time;

    /// <summary>Administration over the stores.</summary>
    public TenantAdministration(IRowStores stores, AuditTrail audit, TimeProvider time)
    {
        _directory = stores.Directory;
        _accounts = new AccountWriter(stores.Accounts, audit);
        _time = time;
    }

    /// <summary>
    /// Makes the tenant or gives it another document. What was spent stays; the change acts everywhere within 5 s. Without a condition the
    /// last writer wins.
    /// </summary>
    public async Task<PutTenantResult> PutAsync(
        string tenant, TenantDocument document, VersionCondition condition, string actor, CancellationToken cancellationToken)
    {
        var present = await _accounts.ReadAsync(Checked(tenant), cancellationToken);
        if (Refuse(present, condition) is { } early)
        {
            return early;
        }

        if (await FileAsync(tenant, cancellationToken) is not { Deleted: false } index)
        {
            return new PutTenantResult.NameUsedByDeleted();
        }

        PutTenantResult? refusal = null;
        var isNew = false;
        try
        {
            var write = await _accounts.WriteAsync(tenant, actor, "tenant.put", (head, limits) =>
            {
                refusal = Refuse(limits, condition);
                isNew = limits is null;
                return refusal is null ? LimitsChange.Put(head, limits, document, _time.GetUtcNow()) : null;
            });
            return write.Limits is { } written
                ? Answer(ViewOf(index, written), isNew || written.Version == 1)
                : refusal ?? new PutTenantResult.Busy();
        }
        catch (RowStoreException exception) when (exception.Kind is RowStoreFault.TooLarge)
        {
            return new PutTenantResult.TooLarge();
        }
    }

    /// <summary>The tenant; null when there is none of this name.</summary>
    public async Task<TenantView?> GetAsync(string tenant, CancellationToken cancellationToken) =>
        await FindIndexAsync(Checked(tenant), cancellationToken) is { Row: TenantIndexRow index }
            ? await ViewAsync(index, cancellationToken)
            : null;

    /// <summary>Tenants in the order of their names.</summary>
    /// <param name="cursor">From the page before; a tenant's name.</param>
    /// <param name="limit">Most tenants, 1 to <see cref="MaxPageRows"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<TenantPage> ListAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxPageRows);
        var page = await _directory.QueryAsync(TenantIndexRow.Partition, FirstKey, EndKey, limit, cursor, cancellationToken);
        var views = await Task.WhenAll(page.Rows.Select(stored => ViewAsync((TenantIndexRow)stored.Row, cancellationToken)));
        return new TenantPage([.. views.OfType<TenantView>()], page.Continuation);
    }

    /// <summary>Deletes the tenant for good: its keys stop working within 5 s, its books stay, its name is never used again.</summary>
    public async Task<DeleteTenantResult> DeleteAsync(
        string tenant, VersionCondition condition, string actor, CancellationToken cancellationToken)
    {
        if (await FindIndexAsync(Checked(tenant), cancellationToken) is not { Row: TenantIndexRow { Deleted: false } })
        {
            return new DeleteTenantResult.NotFound();
        }

        DeleteTenantResult? refusal = null;
        var isGone = false;
        var write = await _accounts.WriteAsync(tenant, actor, "tenant.delete", (head, limits) =>
        {
            isGone = limits is { Deleted: true };
            refusal = limits is null ? new DeleteTenantResult.NotFound()
                : condition.Allows(limits.Version) ? null
                : new DeleteTenantResult.PreconditionFailed(limits.Version);
            return refusal is null && !isGone ? LimitsChange.Delete(head, limits!) : null;
        });
        if (write.Limits is null && !isGone)
        {
            return refusal ?? new DeleteTenantResult.Busy();
        }

        await CloseIndexAsync(tenant);
        return new DeleteTenantResult.Deleted();
    }

    private static PutTenantResult? Refuse(LimitsRow? limits, VersionCondition condition) => limits switch
    {
        { Deleted: true } => new PutTenantResult.NameUsedByDeleted(),
        _ when !condition.Allows(limits?.Version) => new PutTenantResult.PreconditionFailed(limits?.Version),
        _ => null,
    };

    private static PutTenantResult Answer(TenantView view, bool isNew) =>
        isNew ? new PutTenantResult.Created(view) : new PutTenantResult.Changed(view);

    private static TenantView ViewOf(TenantIndexRow index, LimitsRow limits) => new(index.Tenant, index.CreatedAt, limits.Version, limits.Document);

    private static string Checked(string tenant) =>
        ScopeName.IsValid(tenant) ? tenant : throw new ArgumentException("A tenant's name must be " + ScopeName.Description + ".", nameof(tenant));

    private async Task<TenantView?> ViewAsync(TenantIndexRow index, CancellationToken cancellationToken) =>
        !index.Deleted && await _accounts.ReadAsync(index.Tenant, cancellationToken) is { Deleted: false } limits ? ViewOf(index, limits) : null;

    private ValueTask<StoredRow?> FindIndexAsync(string tenant, CancellationToken cancellationToken) =>
        _directory.GetAsync(TenantIndexRow.Partition, tenant, cancellationToken);

    /// <summary>The tenant's row of the directory, made when it is not there yet.</summary>
    private async Task<TenantIndexRow?> FileAsync(string tenant, CancellationToken cancellationToken)
    {
        if (await FindIndexAsync(tenant, cancellationToken) is { } stored)
        {
            return (TenantIndexRow)stored.Row;
        }

        var row = new TenantIndexRow(tenant, _time.GetUtcNow(), Deleted: false);
        return await SureWrites.InsertAsync(_directory, TenantIndexRow.Partition, row, cancellationToken)
            ? row
            : (TenantIndexRow?)(await FindIndexAsync(tenant, cancellationToken))?.Row;
    }

    private async Task CloseIndexAsync(string tenant)
    {
        // Nobody changes the row but a deletion, so a conflict or a lost answer means that it is or will be closed.
        if (await FindIndexAsync(tenant, CancellationToken.None) is { Row: TenantIndexRow { Deleted: false } index } stored)
        {
            await _directory.CommitAsync(
                TenantIndexRow.Partition, [RowChange.Replace(index with { Deleted = true }, stored.ETag)], CancellationToken.None);
        }
    }
}
