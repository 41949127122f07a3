using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Core.Ledger;
using GenOps.Core.Sessions;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Sessions;

/// <summary>Calls in sessions, and every report that must agree on them.</summary>
public sealed class SessionCallsTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Chat_InASession_IsInItsSumsAndInEveryReport(bool byHeader)
    {
        var (_, client) = await app.TenantAsync(new TenantDocument { DailyLimitNanoUsd = 1_000_000_000 });
        var id = await StartAsync(client);
        var cost = 0L;
        for (var call = 0; call < 3; call++)
        {
            var answer = await ChatAsync(client, id, byHeader, HttpStatusCode.OK);
            Assert.Equal(id, Text(answer.GetProperty("genops"), "session_id"));
            cost += answer.GetProperty("genops").GetProperty("cost_nano_usd").GetInt64();
        }

        var session = await GovernanceApp.GetAsync(client, $"genops/sessions/{id}");
        var totals = (await GovernanceApp.GetAsync(client, "genops/usage")).GetProperty("totals");
        var day = GovernanceApp.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var entries = (await GovernanceApp.GetAsync(client, $"genops/ledger/{day}")).GetProperty("data").EnumerateArray().ToList();
        var spent = (await GovernanceApp.GetAsync(client, "genops/budget")).GetProperty("scopes")[0].GetProperty("spent_usd").GetString()!;
        var summary = await GovernanceApp.GetAsync(client, "genops/summary");

        Assert.Equal((3L, cost), (Number(session, "operations"), NanoUsd(session, "cost_usd")));
        Assert.Equal((3L, cost), (Number(totals, "operations"), Number(totals, "cost_nano_usd")));
        Assert.All(entries, entry => Assert.Equal(id, Text(entry, "session_id")));
        Assert.Equal((3, cost), (entries.Count, entries.Sum(entry => Number(entry, "cost_nano_usd"))));
        Assert.Equal(cost, (long)(decimal.Parse(spent, CultureInfo.InvariantCulture) * 1_000_000_000));
        Assert.Equal((3L, cost, 1L), (Number(summary, "operations_count"), NanoUsd(summary, "daily_costs_usd"), Number(summary, "active_sessions")));
    }

    [Fact]
    public async Task Chat_InAnEndedSession_IsRefusedForGood()
    {
        var (_, client) = await app.TenantAsync();
        var id = await StartAsync(client);
        await GovernanceApp.PostAsync(client, $"genops/sessions/{id}/end", new { });

        using var response = await SendAsync(client, id, byHeader: true);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("false", response.Headers.GetValues("x-should-retry").Single());
        Assert.Contains("session_ended", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_InASessionThatWasIdleForADay_IsRefusedAndListsItAsEnded()
    {
        var (tenant, client) = await app.TenantAsync();
        var started = TimeProvider.System.GetUtcNow().AddHours(-25);
        var row = new SessionRow
        {
            SessionId = Ulid.NewUlid(started).ToString(), Attributes = Attribution.None, StartedAt = started,
            IdleTimeoutSeconds = SessionLimits.DefaultIdleTimeoutSeconds,
        };
        await app.InsertAsync(tenant, row);

        var answer = await ChatAsync(client, row.SessionId, byHeader: true, HttpStatusCode.Conflict);
        var shown = await GovernanceApp.GetAsync(client, $"genops/sessions/{row.SessionId}");

        Assert.Equal("session_ended", Text(answer.GetProperty("error"), "code"));
        Assert.Equal("ended", Text(shown, "status"));
        Assert.Equal(started.UtcDateTime.AddDays(1), shown.GetProperty("ended_at").GetDateTime(), TimeSpan.FromMilliseconds(1));
        Assert.Empty((await GovernanceApp.GetAsync(client, "genops/sessions?status=active")).GetProperty("data").EnumerateArray());
        Assert.Single((await GovernanceApp.GetAsync(client, "genops/sessions?status=ended")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task Chat_InAForeignOrUnknownSession_IsRefusedAlike()
    {
        var (tenant, client) = await app.TenantAsync();
        var (_, other) = await app.TenantAsync();
        var pinned = await app.PinnedAsync(tenant, "search");
        var id = await StartAsync(client);

        foreach (var (caller, session) in ((HttpClient, string)[])[(other, id), (pinned, id), (client, "01JDRQ4V5K8T2M3N6P7R9S0A1B"), (client, "nothing")])
        {
            var answer = await ChatAsync(caller, session, byHeader: true, HttpStatusCode.NotFound);
            Assert.Equal("session_not_found", Text(answer.GetProperty("error"), "code"));
        }
    }

    private static async Task<string> StartAsync(HttpClient client) =>
        Text(await GovernanceApp.PostAsync(client, "genops/sessions", new { }, HttpStatusCode.Created), "id");

    private static async Task<JsonElement> ChatAsync(HttpClient client, string sessionId, bool byHeader, HttpStatusCode status)
    {
        using var response = await SendAsync(client, sessionId, byHeader);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string sessionId, bool byHeader)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions");
        var messages = new[] { new { role = "user", content = "Hello" } };
        request.Content = byHeader
            ? JsonContent.Create(new { model = "openai/gpt-oss-20b", messages, max_tokens = 10 })
            : JsonContent.Create(new { model = "openai/gpt-oss-20b", messages, max_tokens = 10, metadata = new { session_id = sessionId } });
        if (byHeader)
        {
            request.Headers.Add("x-genops-session-id", sessionId);
        }

        return await client.SendAsync(request);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();

    private static long NanoUsd(JsonElement json, string name) => (long)(decimal.Parse(Text(json, name), CultureInfo.InvariantCulture) * 1_000_000_000);
}
