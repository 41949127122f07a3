using GenOps.Adapters.Memory;
using GenOps.Application.Accounts;
using GenOps.Application.Alerts;
using GenOps.Application.Audit;
using GenOps.Application.Calls;
using GenOps.Application.Idempotency;
using GenOps.Application.Pricing;
using GenOps.Application.Rates;
using GenOps.Application.Sessions;
using GenOps.Application.Telemetry;
using GenOps.Application.Tenants;
using GenOps.Core.Accounts;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenOps.Benchmarks.Load;

/// <summary>The governed call with memory storage and an instant provider.</summary>
internal sealed class Parts : IAsyncDisposable
{
    private static readonly TenantDocument Document = new() { DailyLimitNanoUsd = 1_000_000_000_000_000, MonthlyLimitNanoUsd = 2_000_000_000_000_000 };

    private readonly CallTelemetry _telemetry = new(new InstantProvider());
    private readonly PriceBook _prices;
    private readonly RateLimits _rates;
    private readonly BudgetAlerts _alerts;

    public Parts()
    {
        Stores = new CountedRows(new MemoryRowStores(TimeProvider.System));
        Keepers = new AccountKeepers(Stores, new OwnerOptions { AdmissionWait = TimeSpan.FromSeconds(30) }, TimeProvider.System, NullLogger<AccountKeepers>.Instance);
        _prices = new PriceBook(Stores, TimeProvider.System);
        _rates = new RateLimits(Stores, TimeProvider.System, NullLogger<RateLimits>.Instance);
        var secrets = new WebhookSecrets(Stores, new AuditTrail(Stores, TimeProvider.System), new WebhookKey(null), TimeProvider.System);
        var deliveries = new WebhookDeliveries(
            Stores, secrets, static (_, _) => Task.FromResult<WebhookFault?>(null), TimeProvider.System, NullLogger<WebhookDeliveries>.Instance);
        _alerts = new BudgetAlerts(Stores, deliveries, TimeProvider.System, NullLogger<BudgetAlerts>.Instance);
        Calls = new GovernedCalls(
            Keepers,
            new InstantProvider(),
            _prices,
            new SessionDirectory(Stores, TimeProvider.System),
            new IdempotencyKeys(Stores, new MemoryBlobStore(), TimeProvider.System),
            _rates,
            new PressureGauge(Stores, TimeProvider.System),
            _telemetry,
            _alerts,
            new CallOptions(),
            TimeProvider.System);
    }

    public CountedRows Stores { get; }

    public AccountKeepers Keepers { get; }

    public GovernedCalls Calls { get; }

    public async Task<Caller> CreateCallerAsync(string tenant)
    {
        await Stores.Accounts.CommitAsync(tenant, [
            RowChange.Insert(new HeadRow(1, 0)),
            RowChange.Insert(new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = Document }),
        ], CancellationToken.None);
        return new Caller(tenant, "key", null, null, Document);
    }

    public async ValueTask DisposeAsync()
    {
        await _rates.DisposeAsync();
        await _prices.DisposeAsync();
        await _alerts.DisposeAsync();
        await Keepers.DisposeAsync();
        _telemetry.Dispose();
    }
}
