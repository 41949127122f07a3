using GenOps.Adapters.Memory;
using GenOps.AppKit;
using GenOps.Application.Accounts;
using GenOps.Application.Alerts;
using GenOps.Application.Audit;
using GenOps.Application.Calls;
using GenOps.Application.Idempotency;
using GenOps.Application.Pricing;
using GenOps.Application.Providers;
using GenOps.Application.Rates;
using GenOps.Application.Sessions;
using GenOps.Application.Storage;
using GenOps.Application.Telemetry;
using GenOps.Application.Tenants;
using GenOps.Core.Accounts;
using GenOps.Core.Tenants;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenOps.Benchmarks.Load;

/// <summary>One instance of the governed call in process.</summary>
internal sealed class Parts : IAsyncDisposable
{
    private readonly CallTelemetry _telemetry;
    private readonly PriceBook _prices;
    private readonly RateLimits _rates;
    private readonly BudgetAlerts _alerts;

    /// <summary>An instance; several may share one storage.</summary>
    /// <param name="stores">Memory storage of its own when null.</param>
    /// <param name="provider">One that answers at once when null.</param>
    public Parts(IRowStores? stores = null, IInferenceProvider? provider = null)
    {
        provider ??= new InstantProvider();
        _telemetry = new CallTelemetry(provider);
        Stores = new CountedRows(stores ?? new MemoryRowStores(TimeProvider.System));
        Keepers = new AccountKeepers(Stores, new OwnerOptions { AdmissionWait = TimeSpan.FromSeconds(30) }, TimeProvider.System, NullLogger<AccountKeepers>.Instance);
        _prices = new PriceBook(Stores, TimeProvider.System);
        _rates = new RateLimits(Stores, TimeProvider.System, NullLogger<RateLimits>.Instance);
        var secrets = new WebhookSecrets(Stores, new AuditTrail(Stores, TimeProvider.System), new WebhookKey(null), TimeProvider.System);
        var deliveries = new WebhookDeliveries(
            Stores, secrets, static (_, _) => Task.FromResult<WebhookFault?>(null), TimeProvider.System, NullLogger<WebhookDeliveries>.Instance);
        _alerts = new BudgetAlerts(Stores, deliveries, TimeProvider.System, NullLogger<BudgetAlerts>.Instance);
        Sessions = new SessionDirectory(Stores, TimeProvider.System);
        Calls = new GovernedCalls(
            Keepers,
            provider,
            _prices,
            Sessions,
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

    public SessionDirectory Sessions { get; }

    /// <summary>Makes a tenant; it has more money than any run spends unless a document says otherwise.</summary>
    public async Task<Caller> CreateCallerAsync(string tenant, TenantDocument? document = null)
    {
        document ??= Documents.Rich();
        await TenantSeed.CreateAsync(Stores, tenant, document);
        return new Caller(tenant, "key", null, null, document);
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
