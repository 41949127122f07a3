using GenOps.Application.Storage;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;
using GenOps.TestKit.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Inference;

/// <summary>Storage fails before, while and after a call is made.</summary>
public sealed class LedgerErrorTests : IAsyncLifetime
{
    private volatile bool _isDown;
    private volatile bool _takesNoEntries;
    private AppHost _app = null!;

    public async ValueTask InitializeAsync() => _app = await AppHost.StartAsync(
        services =>
        {
            QuickAccounts.UseImpatient(services);
            var genuine = services.Last(static service => service.ServiceType == typeof(IRowStores)).ImplementationFactory!;
            services.AddSingleton<IRowStores>(provider =>
                new FaultyRowStores((IRowStores)genuine(provider), Plan, provider.GetRequiredService<TimeProvider>()));
        },
        null,
        "GenOps:DeadlineSeconds=3");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Post_StorageIsDownForAKeyNotSeenBefore_Is503AndNothingIsSent()
    {
        var caller = await CallerAsync();
        _isDown = true;

        var reply = await caller.ChatAsync();

        reply.AssertError(503, "ledger_unavailable", retryAfter: true);
        _isDown = false;
        await caller.AssertNothingTriedAsync();
        (await caller.ChatAsync()).AssertOk();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_StorageIsDownForAKnownKey_Is503AndNothingIsSent(bool stream)
    {
        var caller = await CallerAsync();
        (await caller.Client.GetAsync("v1/models", TestContext.Current.CancellationToken)).Dispose();
        _isDown = true;

        var reply = await caller.ChatAsync(more: new { stream });

        reply.AssertError(503, "ledger_unavailable", retryAfter: true);
        _isDown = false;
        await caller.AssertNothingTriedAsync();
        await Waiting.UntilAsync(async () => (await caller.ChatAsync()).Status == 200);
    }

    [Fact]
    public async Task Post_EntryIsNotDurableInTime_Is503ThatMustNotBeRepeatedAndTheEntryComesLater()
    {
        var caller = await CallerAsync();
        _takesNoEntries = true;

        (await caller.ChatAsync("[[sim:tokens=bound]]")).AssertError(503, "ledger_unavailable", mayRetry: false);

        _takesNoEntries = false;
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((EntryStatus.Succeeded, entry.HeldNanoUsd), (entry.Status, entry.CostNanoUsd));
        Assert.Single(caller.Billed());
    }

    [Fact]
    public async Task Post_WithKeyAndEntryIsNotDurableInTime_KeyStaysTakenAndAnswersOnceTheEntryIsThere()
    {
        var caller = await CallerAsync();
        var key = ("Idempotency-Key", "k-1");
        _takesNoEntries = true;

        (await caller.ChatAsync("", null, key)).AssertError(503, "ledger_unavailable", mayRetry: false);
        (await caller.ChatAsync("", null, key)).AssertError(409, "idempotency_in_flight", retryAfter: true);

        _takesNoEntries = false;
        await Waiting.UntilAsync(async () => (await caller.ChatAsync("", null, key)).Status == 200);
        Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Single(caller.Billed());
    }

    [Fact]
    public async Task Post_FailedAttemptsEntryIsNotDurableInTime_EndsInTimeAndTheEntryComesLater()
    {
        var caller = await CallerAsync();
        _takesNoEntries = true;

        (await caller.ChatAsync("[[sim:fault=400]]")).AssertError(503, "ledger_unavailable", mayRetry: false);

        _takesNoEntries = false;
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((EntryStatus.Failed, 0L), (entry.Status, entry.CostNanoUsd));
    }

    [Fact]
    public async Task Healthz_StorageIsDown_IsAliveAndNotReady()
    {
        _isDown = true;
        using var client = _app.Client();

        using var alive = await client.GetAsync("healthz", TestContext.Current.CancellationToken);
        using var ready = await client.GetAsync("readyz", TestContext.Current.CancellationToken);

        Assert.Equal((200, 503), ((int)alive.StatusCode, (int)ready.StatusCode));
    }

    [Fact]
    public async Task Readyz_StorageAnswers_IsReady()
    {
        using var client = _app.Client();

        Assert.Equal("""{"status":"ready"}""", await client.GetStringAsync(new Uri("readyz", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    private async Task<InferenceCaller> CallerAsync() =>
        new(_app, "acme", await TenantSeed.CreateAsync(_app.Stores, "acme", new TenantDocument { DailyLimitNanoUsd = 1_000_000_000 }));

    private RowFault Plan(RowOperation operation)
    {
        var isRefused = _isDown || (_takesNoEntries && operation.Changes.Any(static change => change.Row is EntryRow));
        return isRefused ? RowFault.Unavailable : RowFault.None;
    }
}
