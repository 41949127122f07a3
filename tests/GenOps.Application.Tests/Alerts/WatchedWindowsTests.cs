using System.Collections.Concurrent;
using GenOps.Adapters.Memory;
using GenOps.Application.Alerts;
using GenOps.Application.Audit;
using GenOps.Core.Accounts;
using GenOps.Core.Alerts;
using GenOps.Core.Budgets;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Application.Tests.Alerts;

/// <summary>More windows than are watched at a time.</summary>
public sealed class WatchedWindowsTests
{
    private const int MaxWatched = 200_000;
    private const string Active = "active";
    private static readonly BudgetWindow Day = BudgetWindow.DayOf(new DateOnly(2026, 11, 24));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 7, 45, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<(string Name, IReadOnlyDictionary<string, object?> Attributes)> _events = new();
    private readonly AlertRules _rules = new();
    private int _marks;

    [Theory]
    [InlineData(MaxWatched - 1, 2)]
    [InlineData(MaxWatched, 3)]
    public async Task Observe_WindowsBeyondTheLimit_AreForgottenAndStillToldOnce(int idle, int marks)
    {
        var stores = new FaultyRowStores(new MemoryRowStores(_time), CountMarks, _time);
        await stores.Accounts.CommitAsync(
            Active,
            [RowChange.Insert(new HeadRow(1, 0)), RowChange.Insert(new LimitsRow { Version = 1, ScopesVersion = 1, Scopes = [], Document = new TenantDocument { Alerts = _rules } })],
            TestContext.Current.CancellationToken);
        await using (var alerts = Create(stores))
        {
            alerts.Observe(Active, _rules, [Budget(600)]);
            for (var number = 0; number < idle; number++)
            {
                alerts.Observe($"idle-{number}", _rules, [Budget(1)]);
            }

            alerts.Observe(Active, _rules, [Budget(600)]);
            alerts.Observe(Active, _rules, [Budget(850)]);
        }

        var told = _events.Where(static told => told.Name == "genops.budget.threshold").Select(static told => (double)told.Attributes["genops.budget.threshold"]!);
        Assert.Equal([0.5, 0.8], told.Order());

        // A window that was forgotten asks for its mark again.
        Assert.Equal(marks, _marks);
    }

    private static BudgetState Budget(long spent) => new(BudgetPath.Tenant, Day, LimitNanoUsd: 1_000, spent, 0);

    private RowFault CountMarks(RowOperation operation)
    {
        if (operation.Changes.Any(static change => change.Row is AlertRow))
        {
            Interlocked.Increment(ref _marks);
        }

        return RowFault.None;
    }

    private BudgetAlerts Create(FaultyRowStores stores)
    {
        var secrets = new WebhookSecrets(stores, new AuditTrail(stores, _time), new WebhookKey("a key of the service"), _time);
        var deliveries = new WebhookDeliveries(stores, secrets, static (_, _) => Task.FromResult<WebhookFault?>(null), _time, new EventLog<WebhookDeliveries>(_events));
        return new BudgetAlerts(stores, deliveries, _time, new EventLog<BudgetAlerts>(_events));
    }
}
