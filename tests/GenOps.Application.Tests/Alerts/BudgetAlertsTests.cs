using System.Collections.Concurrent;
using System.Text.Json;
using GenOps.Adapters.Memory;
using GenOps.Application.Alerts;
using GenOps.Application.Audit;
using GenOps.Application.Storage;
using GenOps.Core.Accounts;
using GenOps.Core.Alerts;
using GenOps.Core.Budgets;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Alerts;

public sealed class BudgetAlertsTests
{
    private const long Limit = 1_000;
    private static readonly BudgetWindow Day = BudgetWindow.DayOf(new DateOnly(2026, 11, 24));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 7, 45, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<WebhookNotice> _sent = new();
    private readonly ConcurrentQueue<(string Name, IReadOnlyDictionary<string, object?> Attributes)> _events = new();
    private readonly MemoryRowStores _stores;
    private AlertRules _rules = new() { WebhookUrl = "https://hooks.example/secret-path" };
    private WebhookFault? _fault;

    public BudgetAlertsTests() => _stores = new MemoryRowStores(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Observe_SpendingGrows_TellsEachThresholdOnce()
    {
        await AddTenantAsync();
        await using (var alerts = Create(_stores))
        {
            foreach (var spent in (long[])[1, 499, 500, 500, 501, 799, 800, 1_200, 1_300])
            {
                alerts.Observe("acme", _rules, [Budget(spent)]);
            }
        }

        Assert.Equal([0.5, 0.8, 0.95, 1.0], Thresholds().Order());
        var told = _events.Where(static told => told.Name == "genops.budget.threshold").ToList();
        Assert.Equal([0.5, 0.8, 0.95, 1.0], told.Select(static told => (double)told.Attributes["genops.budget.threshold"]!).Order());
        Assert.All(told, static told => Assert.Equal(("acme", "tenant"), (told.Attributes["genops.tenant"], told.Attributes["genops.budget.scope"])));
    }

    [Fact]
    public async Task Observe_ManyInstancesAtOnceAndAgainAfterARestart_TellsOnce()
    {
        await AddTenantAsync();
        for (var start = 0; start < 2; start++)
        {
            var instances = Enumerable.Range(0, 5).Select(_ => Create(_stores)).ToList();
            await Task.WhenAll(instances.Select(alerts => Task.Run(() => alerts.Observe("acme", _rules, [Budget(1_000)]))));
            foreach (var alerts in instances)
            {
                await alerts.DisposeAsync();
            }
        }

        Assert.Equal([0.5, 0.8, 0.95, 1.0], Thresholds().Order());
    }

    [Fact]
    public async Task Observe_OtherScopeWindowOrTenant_IsToldByItself()
    {
        await AddTenantAsync();
        await AddTenantAsync("other");
        await using (var alerts = Create(_stores))
        {
            alerts.Observe("acme", _rules, [Budget(500), Budget(500) with { Path = "search" }, Budget(500) with { Window = BudgetWindow.MonthOf(new DateOnly(2026, 11, 24)) }]);
            alerts.Observe("other", _rules, [Budget(500)]);
        }

        Assert.Equal(4, _sent.Count);
    }

    [Fact]
    public async Task Observe_NoLimitOrNothing_TellsNothing()
    {
        await AddTenantAsync();
        await using (var alerts = Create(_stores))
        {
            alerts.Observe("acme", _rules, [Budget(500) with { LimitNanoUsd = null }, Budget(0), Budget(5) with { LimitNanoUsd = 0 }]);
        }

        Assert.Empty(_sent);
    }

    [Fact]
    public async Task Observe_LimitRaised_LooksAtTheNewThresholds()
    {
        await AddTenantAsync();
        await using (var alerts = Create(_stores))
        {
            alerts.Observe("acme", _rules, [Budget(600)]);
            alerts.Observe("acme", _rules, [Budget(700) with { LimitNanoUsd = 10_000 }]);
            alerts.Observe("acme", _rules, [Budget(8_000) with { LimitNanoUsd = 10_000 }]);
        }

        Assert.Equal([0.5, 0.8], Thresholds().Order());
    }

    [Fact]
    public async Task Observe_StorageFails_TheNextCallTells()
    {
        await AddTenantAsync();
        var isGone = true;
        var faulty = new FaultyRowStores(_stores, FaultPlan.While(() => isGone, RowFault.Unavailable), _time);
        await using (var alerts = Create(faulty))
        {
            alerts.Observe("acme", _rules, [Budget(500)]);
            while (_sent.IsEmpty)
            {
                isGone = faulty.FaultyAccounts.Commits == 0;
                alerts.Observe("acme", _rules, [Budget(500)]);
                await Task.Yield();
            }
        }

        Assert.Equal([0.5], Thresholds());
    }

    [Fact]
    public async Task Notice_Sent_IsSignedWithTheTenantsSecretOverTimeIdAndBody()
    {
        await AddTenantAsync();
        var secret = await Secrets(_stores).RotateAsync("acme", "admin", Token);
        await using (var alerts = Create(_stores))
        {
            alerts.Observe("acme", _rules, [Budget(500)]);
        }

        var notice = Assert.Single(_sent);
        Assert.Equal(WebhookSecrets.Sign(secret!, notice.Timestamp, notice.WebhookId, notice.Body), notice.Signature);
        Assert.NotEqual(WebhookSecrets.Sign(secret!, notice.Timestamp + 1, notice.WebhookId, notice.Body), notice.Signature);
        Assert.Equal("sha256=", notice.Signature[..7]);
        Assert.Empty((await PendingAsync()).Rows);
        Assert.DoesNotContain(secret!, JsonSerializer.Serialize((await new AuditTrail(_stores, _time).ListAsync(null, null, 10, Token)).Rows));
    }

    [Fact]
    public async Task Secret_Rotated_StandsInNoRowAndFollowsFromKeyTenantAndRow()
    {
        await AddTenantAsync();
        await AddTenantAsync("other");
        var first = await Secrets(_stores).RotateAsync("acme", "admin", Token);
        var second = await Secrets(_stores).RotateAsync("acme", "admin", Token);
        var foreign = await Secrets(_stores).RotateAsync("other", "admin", Token);

        Assert.Equal(3, new[] { first, second, foreign }.Distinct().Count());
        Assert.Equal(second, await Secrets(_stores).GetAsync("acme", Token));
        Assert.NotEqual(second, await Secrets(_stores, "another key").GetAsync("acme", Token));
        var rows = (await _stores.Accounts.QueryAsync("acme", " ", "~", 100, null, Token)).Rows.Select(static stored => stored.Row.ToString());
        Assert.DoesNotContain(second!["whsec_".Length..], string.Join('\n', rows));
    }

    [Fact]
    public async Task Notice_NeverTaken_IsTriedForAboutADayAndThenGivenUp()
    {
        await AddTenantAsync();
        _fault = new WebhookFault("The receiver answered 500.", IsFinal: false);
        await using (var alerts = Create(_stores))
        {
            alerts.Observe("acme", _rules, [Budget(500)]);
        }

        var deliveries = Deliveries(_stores);
        var start = _time.GetUtcNow();
        while ((await PendingAsync()).Rows.Count > 0)
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            await deliveries.RunAsync("acme", Token);
        }

        Assert.Equal(WebhookRow.MaxAttempts, _sent.Count);
        Assert.Single(_sent.Select(static notice => notice.WebhookId).Distinct());
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromHours(16), TimeSpan.FromHours(30));
        var dead = Assert.IsType<WebhookRow>((await _stores.Accounts.QueryAsync("acme", "h|d|", "h|e", 10, null, Token)).Rows.Single().Row);
        Assert.Equal(("The receiver answered 500.", true), (dead.LastFault, dead.IsDead));
        Assert.Equal("acme", Assert.Single(_events, static told => told.Name == "genops.webhook.dead_letter").Attributes["genops.tenant"]);

        _time.Advance(TimeSpan.FromDays(31));
        await deliveries.RunAsync("acme", Token);
        Assert.Empty((await _stores.Accounts.QueryAsync("acme", "h|", "h}", 10, null, Token)).Rows);
    }

    [Fact]
    public async Task Notice_SeveralInstancesTryAtOnce_IsSentOnce()
    {
        await AddTenantAsync();
        _fault = new WebhookFault("no", IsFinal: false);
        await using (var alerts = Create(_stores))
        {
            alerts.Observe("acme", _rules, [Budget(500)]);
        }

        _fault = null;
        _time.Advance(TimeSpan.FromMinutes(5));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Deliveries(_stores).RunAsync("acme", Token))));

        Assert.Equal(2, _sent.Count);
        Assert.Empty((await PendingAsync()).Rows);
    }

    [Fact]
    public async Task Notice_AddressRemovedMeanwhile_IsDropped()
    {
        _rules = _rules with { WebhookUrl = null };
        await AddTenantAsync();
        await using (var alerts = Create(_stores))
        {
            alerts.Observe("acme", _rules, [Budget(500)]);
        }

        Assert.Empty(_sent);
        Assert.Empty((await PendingAsync()).Rows);
        Assert.NotNull(await _stores.Accounts.GetAsync("acme", new AlertRow(Day, BudgetPath.Tenant, 500_000, "", default).RowKey, Token));
    }

    private static BudgetState Budget(long spent) => new(BudgetPath.Tenant, Day, Limit, spent, 0);

    private IEnumerable<double> Thresholds() => _sent.Select(static notice => JsonDocument.Parse(notice.Body).RootElement.GetProperty("threshold").GetDouble());

    private ValueTask<RowPage> PendingAsync() => _stores.Accounts.QueryAsync("acme", "h|p|", "h|q", 10, null, Token);

    private BudgetAlerts Create(IRowStores stores) => new(stores, Deliveries(stores), _time, new EventLog<BudgetAlerts>(_events));

    private WebhookSecrets Secrets(IRowStores stores, string key = "a key of the service") =>
        new(stores, new AuditTrail(stores, _time), new WebhookKey(key), _time);

    private WebhookDeliveries Deliveries(IRowStores stores) => new(stores, Secrets(stores), PostAsync, _time, new EventLog<WebhookDeliveries>(_events));

    private Task<WebhookFault?> PostAsync(WebhookNotice notice, CancellationToken cancellationToken)
    {
        _sent.Enqueue(notice);
        return Task.FromResult(_fault);
    }

    private async Task AddTenantAsync(string tenant = "acme") => Assert.True((await _stores.Accounts.CommitAsync(
        tenant,
        [
            RowChange.Insert(new HeadRow(1, 0)),
            RowChange.Insert(new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = new TenantDocument { Alerts = _rules } }),
        ],
        Token)).IsCommitted);
}
