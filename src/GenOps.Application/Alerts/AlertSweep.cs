using GenOps.Application.Housekeeping;
using GenOps.Application.Reports;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Alerts;

namespace GenOps.Application.Alerts;

/// <summary>Looks at budgets that no call looks at, sends notices again that are due, and forgets old marks.</summary>
public sealed class AlertSweep(IRowStores stores, BudgetReader budgets, BudgetAlerts alerts, WebhookDeliveries deliveries, TimeProvider time)
{
    private const int KeptDays = 62;
    private const int MaxRows = 1_000;

    /// <summary>Sees to one tenant. Faults of storage are <see cref="RowStoreException"/>.</summary>
    public async Task RunAsync(string tenant, CancellationToken cancellationToken)
    {
        if (await budgets.ReadAsync(tenant, cancellationToken) is { } report)
        {
            alerts.Observe(
                tenant,
                report.Limits.Row.Document.Alerts,
                [.. report.Scopes.Select(static scope =>
                    new BudgetState(scope.Path, scope.Window, scope.LimitNanoUsd, scope.SpentNanoUsd, scope.Held.TotalNanoUsd))]);
        }

        await deliveries.RunAsync(tenant, cancellationToken);
        var before = AlertRow.KeyBefore(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-KeptDays));
        var (old, _) = await RowSweep.ReadAsync(stores.Accounts, tenant, AlertRow.Prefix, before, MaxRows, cancellationToken);
        await RowSweep.DeleteAsync(stores.Accounts, tenant, old, cancellationToken);
    }
}
