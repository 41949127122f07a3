using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Alerts;

/// <summary>A call that brings a budget to its threshold is told to the tenant's receiver, signed, once.</summary>
public sealed class AlertsTests : IAsyncLifetime
{
    private readonly WebhookReceiver _receiver = new();
    private AppHost _app = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _app = await AppHost.StartAsync(null, "GenOps:Tenants:AllowHttpWebhooks=true", "GenOps:Tenants:AllowPrivateWebhooks=true");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Chat_BudgetReachesAThreshold_ReceiverIsToldOnceAndCanCheckTheSignature()
    {
        using var admin = _app.Client(AppHost.AdminKey);
        var document = new TenantDocument { DailyLimitNanoUsd = 10_000_000, Alerts = new AlertRules { ThresholdsPpm = [100, 999_000], WebhookUrl = _receiver.Address } };
        using var client = _app.Client(await TenantSeed.CreateAsync(_app.Stores, "acme", document));
        using var rotated = await admin.PostAsync(new Uri("genops/tenants/acme/webhook-secret", UriKind.Relative), null, Token);
        Assert.Equal(HttpStatusCode.Created, rotated.StatusCode);
        var secret = (await rotated.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("secret").GetString()!;

        for (var call = 0; call < 3; call++)
        {
            using var answer = await client.PostAsJsonAsync(
                "v1/chat/completions", new { model = "openai/gpt-oss-20b", messages = new[] { new { role = "user", content = "Hello." } }, max_tokens = 20 }, Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var notice = await _receiver.NextAsync(secret, Token);
        Assert.Equal(
            ("budget.threshold", "acme", "tenant", 0.0001, "0.010000000"),
            (notice.GetProperty("type").GetString(), notice.GetProperty("tenant").GetString(), notice.GetProperty("scope").GetString(),
                notice.GetProperty("threshold").GetDouble(), notice.GetProperty("limit_usd").GetString()));
        Assert.False(_receiver.HasMore);
    }

    [Fact]
    public async Task RotateSecret_KeyOfTheTenantOrUnknownTenant_IsRefused()
    {
        using var admin = _app.Client(AppHost.AdminKey);
        using var client = _app.Client(await TenantSeed.CreateAsync(_app.Stores, "acme", new TenantDocument()));

        using var foreign = await client.PostAsync(new Uri("genops/tenants/acme/webhook-secret", UriKind.Relative), null, Token);
        using var unknown = await admin.PostAsync(new Uri("genops/tenants/nobody/webhook-secret", UriKind.Relative), null, Token);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (foreign.StatusCode, unknown.StatusCode));
    }
}
