namespace GenOps.Application.Storage;

/// <summary>The row stores of the system.</summary>
public interface IRowStores
{
    /// <summary>One partition a tenant: limits, windows, leases, entries, roll-ups, sessions, idempotency, batch reservations.</summary>
    IRowStore Accounts { get; }

    /// <summary>Tenants, keys, prices and audit rows.</summary>
    IRowStore Directory { get; }

    /// <summary>
    /// Makes sure that storage answers and the tables exist; returns storage's clock. Throws <see cref="RowStoreException"/>.
    /// </summary>
    ValueTask<DateTimeOffset> CheckAsync(CancellationToken cancellationToken);
}
