using System.Net;
using GenOps.Core.Ledger;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Sessions;

public sealed class SessionsTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    [Fact]
    public async Task Start_NameAndAttributes_AreShownAgain()
    {
        var (_, client) = await app.TenantAsync();

        var session = await GovernanceApp.PostAsync(
            client,
            "genops/sessions",
            new { name = "nightly", attributes = new { team = "search", release = "7" }, customer = "acme", idle_timeout_seconds = 60 },
            HttpStatusCode.Created);

        Assert.Equal(("nightly", "active", 60), (Text(session, "name"), Text(session, "status"), session.GetProperty("idle_timeout_seconds").GetInt32()));
        var attributes = session.GetProperty("attributes");
        Assert.Equal(("search", "acme", "7"), (Text(attributes, "team"), Text(attributes, "customer"), Text(attributes, "release")));
        Assert.Equal(session.GetProperty("id").GetString(), Text(await GovernanceApp.GetAsync(client, $"genops/sessions/{Text(session, "id")}"), "id"));
    }

    [Fact]
    public async Task Start_EmptyBody_IsASessionLikeAnyOther()
    {
        var (_, client) = await app.TenantAsync();

        using var response = await client.PostAsync(new Uri("genops/sessions", UriKind.Relative), content: null);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task Get_UsedByTwoInstances_ShowsTheSums()
    {
        var (tenant, client) = await app.TenantAsync();
        var id = Text(await GovernanceApp.PostAsync(client, "genops/sessions", new { }, HttpStatusCode.Created), "id");
        var now = TimeProvider.System.GetUtcNow();
        var tally = new Tally { Operations = 2, Failures = 1, InputTokens = 30, OutputTokens = 12, CostNanoUsd = 1_001 };
        var latency = LatencyHistogram.Empty.Merge([0, 0, 2]);
        await app.InsertAsync(
            tenant,
            new SessionPartialRow(id, "i1", new Dictionary<string, Tally> { ["m"] = tally }, latency, now, now),
            new SessionPartialRow(id, "i2", new Dictionary<string, Tally> { ["m"] = tally }, latency, now, now));

        var session = await GovernanceApp.GetAsync(client, $"genops/sessions/{id}");

        Assert.Equal((4, 2), (Number(session, "operations"), Number(session, "failures")));
        Assert.Equal((60, 24), (Number(session, "input_tokens"), Number(session, "output_tokens")));
        Assert.Equal(("0.000002002", "0.000000501"), (Text(session, "cost_usd"), Text(session, "average_cost_usd")));
        Assert.Equal(2.0, session.GetProperty("latency_ms").GetProperty("p95").GetDouble());
        Assert.Equal(4, Number(Assert.Single(session.GetProperty("by_model").EnumerateArray()), "operations"));
    }

    [Fact]
    public async Task End_Twice_IsHarmless()
    {
        var (_, client) = await app.TenantAsync();
        var id = Text(await GovernanceApp.PostAsync(client, "genops/sessions", new { }, HttpStatusCode.Created), "id");

        var first = await GovernanceApp.PostAsync(client, $"genops/sessions/{id}/end", new { });
        var second = await GovernanceApp.PostAsync(client, $"genops/sessions/{id}/end", new { });

        Assert.Equal(("ended", Text(first, "ended_at")), (Text(second, "status"), Text(second, "ended_at")));
    }

    [Fact]
    public async Task List_ByPagesAndStatus_ShowsEachOnce()
    {
        var (_, client) = await app.TenantAsync();
        var ids = new List<string>();
        for (var index = 0; index < 5; index++)
        {
            ids.Add(Text(await GovernanceApp.PostAsync(client, "genops/sessions", new { }, HttpStatusCode.Created), "id"));
        }

        await GovernanceApp.PostAsync(client, $"genops/sessions/{ids[1]}/end", new { });

        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), await AllAsync(client, "limit=2"));
        Assert.Equal([ids[1]], await AllAsync(client, "status=ended"));
        Assert.Equal(4, (await AllAsync(client, "status=active&limit=3")).Count);
    }

    [Fact]
    public async Task AnyRoute_ForeignSession_IsUnknown()
    {
        var (_, owner) = await app.TenantAsync();
        var (_, other) = await app.TenantAsync();
        var id = Text(await GovernanceApp.PostAsync(owner, "genops/sessions", new { }, HttpStatusCode.Created), "id");

        await GovernanceApp.AssertProblemAsync(other, $"genops/sessions/{id}", 404, "session_not_found");
        await GovernanceApp.AssertProblemAsync(other, $"genops/sessions/{id}/end", new { }, 404, "session_not_found");
        Assert.Empty(await AllAsync(other, "limit=10"));
    }

    [Fact]
    public async Task AnyRoute_PinnedKey_SeesItsTeamsSessionsAlone()
    {
        var (tenant, client) = await app.TenantAsync();
        var pinned = await app.PinnedAsync(tenant, "search");
        var foreign = Text(await GovernanceApp.PostAsync(client, "genops/sessions", new { team = "ads" }, HttpStatusCode.Created), "id");
        var own = await GovernanceApp.PostAsync(pinned, "genops/sessions", new { }, HttpStatusCode.Created);

        Assert.Equal("search", Text(own.GetProperty("attributes"), "team"));
        Assert.Equal([Text(own, "id")], await AllAsync(pinned, "limit=10"));
        await GovernanceApp.AssertProblemAsync(pinned, $"genops/sessions/{foreign}", 404, "session_not_found");
        await GovernanceApp.AssertProblemAsync(pinned, "genops/sessions", new { team = "ads" }, 403, "attribution_pinned");
    }

    public static TheoryData<string> MalformedBodies() =>
    [
        """{"nmae": "x"}""", """{"name": 7}""", """{"name": "a\u0000"}""", """{"idle_timeout_seconds": 0}""", """{"idle_timeout_seconds": 1.5}""",
        """{"idle_timeout_seconds": 99999999}""", """{"attributes": []}""", """{"attributes": {"team": "Not A Name"}}""", """{"attributes": {"a,b": "c"}}""",
        """{"attributes": {"a": 1}}""", """{"attributes": {"team": "a"}, "team": "b"}""", """[]""", """{""", """{"name": "a", "name": "b"}""",
        $$"""{"name": "{{new string('n', 201)}}"}""",
    ];

    [Theory]
    [MemberData(nameof(MalformedBodies))]
    public async Task Start_Malformed_IsRefused(string body)
    {
        var (_, client) = await app.TenantAsync();

        using var response = await client.PostAsync(new Uri("genops/sessions", UriKind.Relative), new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("invalid_request", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=x")]
    [InlineData("limit=1&limit=2")]
    [InlineData("status=idle")]
    [InlineData("cursor=nothing")]
    public async Task List_Malformed_IsRefused(string query)
    {
        var (_, client) = await app.TenantAsync();

        await GovernanceApp.AssertProblemAsync(client, "genops/sessions?" + query, 400, "invalid_request");
    }

    [Fact]
    public Task AnyRoute_NoKey_IsUnauthorized() => GovernanceApp.AssertProblemAsync(app.Stranger(), "genops/sessions", 401, "invalid_api_key");

    private static async Task<List<string>> AllAsync(HttpClient client, string query)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await GovernanceApp.GetAsync(client, $"genops/sessions?{query}" + (cursor is null ? "" : $"&cursor={cursor}"));
            ids.AddRange(page.GetProperty("data").EnumerateArray().Select(session => Text(session, "id")));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        return ids;
    }

    private static string Text(System.Text.Json.JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static long Number(System.Text.Json.JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
