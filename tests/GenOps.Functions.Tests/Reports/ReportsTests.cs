using System.Globalization;
using System.Net;
using System.Text.Json;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Reports;

public sealed class ReportsTests(GovernanceApp app) : IClassFixture<GovernanceApp>
{
    private static readonly TenantDocument Document = new()
    {
        DailyLimitNanoUsd = 1_000_000,
        Teams = new Dictionary<string, TeamRules> { ["search"] = new() { MonthlyLimitNanoUsd = 500_000 } },
    };

    [Fact]
    public async Task Usage_Grouped_HasTotalsAndRows()
    {
        var (tenant, client) = await app.TenantAsync();
        await SeedAsync(tenant);

        var usage = await GovernanceApp.GetAsync(client, $"genops/usage?from={Day(-1)}&to={Day(0)}&group_by=team,day");

        Assert.Equal((111L, "0.000001110"), (Number(usage.GetProperty("totals"), "operations"), Text(usage.GetProperty("totals"), "cost_usd")));
        Assert.Equal(
            [$"ads {Day(0)} 1", $"search {Day(-1)} 100", $"search {Day(0)} 10"],
            usage.GetProperty("rows").EnumerateArray().Select(row => $"{Text(row, "team")} {Text(row, "day")} {Number(row, "operations")}"));
    }

    [Fact]
    public async Task Usage_Csv_IsAFileThatNoSpreadsheetRuns()
    {
        var (tenant, client) = await app.TenantAsync();
        await app.InsertAsync(tenant, Rollup(0, "search", new Tally { Operations = 1, CostNanoUsd = -5 }, customer: "=1+1"));

        using var response = await client.GetAsync(new Uri($"genops/usage?from={Day(0)}&to={Day(0)}&group_by=customer&format=csv", UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("\"'=1+1\",1,", text.Split("\r\n")[1], StringComparison.Ordinal);
        Assert.Contains(",-0.000000005,-5,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_LargeCsv_ArrivesWhole()
    {
        const int Customers = 3_000;
        var (tenant, client) = await app.TenantAsync();
        await app.InsertAsync(tenant, Enumerable.Range(0, Customers).Select(customer =>
            Rollup(0, "search", new Tally { Operations = 1 }, customer: customer.ToString("D200", CultureInfo.InvariantCulture))));

        foreach (var (format, least) in ((string, int)[])[("csv&group_by=customer", 200), ("focus", 400)])
        {
            var text = await client.GetStringAsync(new Uri($"genops/usage?from={Day(0)}&to={Day(0)}&format={format}", UriKind.Relative));
            Assert.Equal(Customers + 1, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
            Assert.True(text.Length > Customers * least);
        }
    }

    [Fact]
    public async Task Usage_Focus_HasARowADayAndCombination()
    {
        var (tenant, client) = await app.TenantAsync();
        await SeedAsync(tenant);

        var text = await client.GetStringAsync(new Uri($"genops/usage?from={Day(-1)}&to={Day(0)}&format=focus", UriKind.Relative));

        Assert.StartsWith("BilledCost,BillingAccountId,", text, StringComparison.Ordinal);
        Assert.Equal(4, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("group_by=teams")]
    [InlineData("group_by=team,team")]
    [InlineData("format=xml")]
    [InlineData("from=yesterday")]
    [InlineData("from=2026-02-30&to=2026-03-01")]
    [InlineData("from=2026-01-02&to=2026-01-01")]
    [InlineData("from=2025-01-01&to=2026-12-31")]
    [InlineData("from=2026-01-01&from=2026-01-02")]
    public async Task Usage_Malformed_IsRefused(string query)
    {
        var (_, client) = await app.TenantAsync();

        await GovernanceApp.AssertProblemAsync(client, "genops/usage?" + query, 400, "invalid_request");
    }

    [Fact]
    public async Task Ledger_Pages_ShowEntriesAsTheContractListsThem()
    {
        var (tenant, client) = await app.TenantAsync();
        await app.InsertAsync(tenant, Entry("01J1-1"), Entry("01J2-1"), Entry("01J3-1"));

        var first = await GovernanceApp.GetAsync(client, $"genops/ledger/{Day(0)}?limit=2");
        var last = await GovernanceApp.GetAsync(client, $"genops/ledger/{Day(0)}?limit=2&cursor={Text(first, "next_cursor")}");

        Assert.False(first.GetProperty("closed").GetBoolean());
        Assert.Equal(["01J1-1", "01J2-1"], first.GetProperty("data").EnumerateArray().Select(entry => Text(entry, "entry_id")));
        Assert.Equal(JsonValueKind.Null, last.GetProperty("next_cursor").ValueKind);
        var entry = Assert.Single(last.GetProperty("data").EnumerateArray());
        string[] names =
        [
            "entry_id", "request_id", "attempt", "kind", "at", "session_id", "batch_id", "custom_id", "attributes", "model", "price_version", "input_tokens",
            "cached_tokens", "output_tokens", "reasoning_tokens", "cost_nano_usd", "held_nano_usd", "estimated", "status", "provider_ms", "overhead_ms",
        ];
        Assert.All(names, name => Assert.True(entry.TryGetProperty(name, out _), name));
        Assert.Equal(("in_doubt_release", "posted", 1.5), (Text(entry, "kind"), Text(entry, "status"), entry.GetProperty("provider_ms").GetDouble()));
        Assert.True((await GovernanceApp.GetAsync(client, $"genops/ledger/{Day(-1)}")).GetProperty("closed").GetBoolean());
    }

    [Theory]
    [InlineData("today")]
    [InlineData("2026-13-01")]
    [InlineData("2026-11-24?limit=0")]
    [InlineData("2026-11-24?limit=1001")]
    [InlineData("2026-11-24?cursor=a%2Fb")]
    [InlineData("2026-11-24?cursor=%00")]
    public async Task Ledger_Malformed_IsRefused(string path)
    {
        var (_, client) = await app.TenantAsync();

        await GovernanceApp.AssertProblemAsync(client, "genops/ledger/" + path, 400, "invalid_request");
    }

    [Fact]
    public async Task Budget_ScopesAndWindows_AddUp()
    {
        var (tenant, client) = await app.TenantAsync(Document);
        await app.InsertAsync(tenant, new WindowRow(BudgetWindow.DayOf(GovernanceApp.Today), "", 400_000, 100_000));

        var scopes = (await GovernanceApp.GetAsync(client, "genops/budget")).GetProperty("scopes").EnumerateArray().ToList();

        Assert.Equal(["tenant", "tenant", "team:search", "team:search"], scopes.Select(scope => Text(scope, "scope")));
        var day = scopes[0];
        Assert.Equal(
            (Day(0), "0.001000000", "0.000400000", "0.000100000", "0.000500000"),
            (Text(day, "window"), Text(day, "limit_usd"), Text(day, "spent_usd"), Text(day, "held_usd"), Text(day, "remaining_usd")));
        Assert.Equal("0.000100000", Text(day, "reserved_batches_usd"));
        Assert.Equal(JsonValueKind.Null, scopes[1].GetProperty("limit_usd").ValueKind);
        Assert.Equal(GovernanceApp.Today.AddDays(1).ToDateTime(TimeOnly.MinValue), day.GetProperty("resets_at").GetDateTime());
    }

    [Fact]
    public async Task Summary_Day_HasEveryFieldOfTheContract()
    {
        var (tenant, client) = await app.TenantAsync(Document);
        await app.InsertAsync(
            tenant,
            new WindowRow(BudgetWindow.DayOf(GovernanceApp.Today), "", 850_000, 0),
            Rollup(0, "search", new Tally { Operations = 4, Refusals = 2, CostNanoUsd = 850_000 }));

        var summary = await GovernanceApp.GetAsync(client, "genops/summary");

        string[] names =
        [
            "date", "daily_costs_usd", "monthly_costs_usd", "daily_budget_limit_usd", "monthly_budget_limit_usd", "daily_budget_utilization",
            "monthly_budget_utilization", "daily_remaining_usd", "held_usd", "operations_count", "refusals_count", "operations_per_second",
            "average_cost_per_operation_usd", "active_sessions", "governance_policy", "projected_exhaustion_at", "recommendations",
        ];
        Assert.All(names, name => Assert.True(summary.TryGetProperty(name, out _), name));
        Assert.Equal((4L, 2L), (Number(summary, "operations_count"), Number(summary, "refusals_count")));
        Assert.Equal((0.85, "enforced"), (summary.GetProperty("daily_budget_utilization").GetDouble(), Text(summary, "governance_policy")));
        Assert.Contains(
            summary.GetProperty("recommendations").EnumerateArray(),
            one => Text(one, "code") == "near_limit" && !one.TryGetProperty("saving_usd", out _));
    }

    [Fact]
    public async Task AnyReport_PinnedKey_SeesItsTeamAlone()
    {
        var (tenant, _) = await app.TenantAsync(Document);
        await SeedAsync(tenant);
        await app.InsertAsync(
            tenant,
            Entry("01J1-1") with { Attribution = new Attribution { Team = "ads" } },
            Entry("01J2-1") with { Attribution = new Attribution { Team = "search" } });
        var pinned = await app.PinnedAsync(tenant, "search");

        var usage = await GovernanceApp.GetAsync(pinned, $"genops/usage?from={Day(-1)}&to={Day(0)}");
        var ledger = await GovernanceApp.GetAsync(pinned, $"genops/ledger/{Day(0)}");
        var budget = await GovernanceApp.GetAsync(pinned, "genops/budget");
        var focus = await pinned.GetStringAsync(new Uri($"genops/usage?from={Day(-1)}&to={Day(0)}&format=focus", UriKind.Relative));

        Assert.Equal(110, Number(usage.GetProperty("totals"), "operations"));
        Assert.Equal("01J2-1", Text(Assert.Single(ledger.GetProperty("data").EnumerateArray()), "entry_id"));
        Assert.All(budget.GetProperty("scopes").EnumerateArray(), scope => Assert.Equal("team:search", Text(scope, "scope")));
        Assert.Equal(10, Number(await GovernanceApp.GetAsync(pinned, "genops/summary"), "operations_count"));
        Assert.Equal(3, focus.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task AnyReport_OtherTenant_SeesNothing()
    {
        var (tenant, _) = await app.TenantAsync();
        await SeedAsync(tenant);
        var (_, other) = await app.TenantAsync();

        Assert.Equal(0, Number((await GovernanceApp.GetAsync(other, "genops/usage")).GetProperty("totals"), "operations"));
        Assert.Equal(0, Number(await GovernanceApp.GetAsync(other, "genops/summary"), "operations_count"));
    }

    [Fact]
    public async Task AdminRoutes_AdminKey_SeesAnyTenantsReports()
    {
        var (tenant, client) = await app.TenantAsync();
        await SeedAsync(tenant);
        await app.InsertAsync(tenant, Entry("01J1-1"));
        var admin = app.Administrator();

        var usage = await GovernanceApp.GetAsync(admin, $"genops/tenants/{tenant}/usage?from={Day(-1)}&to={Day(0)}");
        Assert.Equal(111, Number(usage.GetProperty("totals"), "operations"));
        Assert.Equal(11, Number(await GovernanceApp.GetAsync(admin, $"genops/tenants/{tenant}/summary"), "operations_count"));
        Assert.Single((await GovernanceApp.GetAsync(admin, $"genops/tenants/{tenant}/ledger/{Day(0)}")).GetProperty("data").EnumerateArray());
        await GovernanceApp.AssertProblemAsync(client, $"genops/tenants/{tenant}/usage", 401, "invalid_api_key");
        await GovernanceApp.AssertProblemAsync(admin, "genops/usage", 401, "invalid_api_key");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("No%20Name")]
    [InlineData("a%23b")]
    public async Task AdminRoutes_UnknownTenant_IsNotFound(string tenant)
    {
        foreach (var report in (string[])["usage", "summary", "ledger/2026-11-24"])
        {
            await GovernanceApp.AssertProblemAsync(app.Administrator(), $"genops/tenants/{tenant}/{report}", 404, "not_found");
        }
    }

    [Theory]
    [InlineData("genops/usage")]
    [InlineData("genops/summary")]
    [InlineData("genops/budget")]
    [InlineData("genops/ledger/2026-11-24")]
    [InlineData("genops/models")]
    [InlineData("genops/models/compare")]
    public Task AnyReport_NoKey_IsUnauthorized(string path) =>
        GovernanceApp.AssertProblemAsync(app.Stranger(), path, 401, "invalid_api_key");

    private static string Day(int offset) => GovernanceApp.Today.AddDays(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static RollupRow Rollup(int offset, string team, Tally tally, string? customer = null)
    {
        var key = new RollupKey(GovernanceApp.Today.AddDays(offset), team, null, "openai/gpt-oss-20b", customer, null, null, null);
        return new RollupRow(key, "i1", RollupRow.HashOf(key), tally, LatencyHistogram.Empty);
    }

    private static EntryRow Entry(string id) => new()
    {
        Day = GovernanceApp.Today, EntryId = id, RequestId = "r", Attempt = 1, Kind = EntryKind.InDoubtRelease, At = TimeProvider.System.GetUtcNow(), Path = "",
        Attribution = Attribution.None, CostNanoUsd = -1, Status = EntryStatus.Posted, ProviderMicroseconds = 1_500,
    };

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();

    private Task SeedAsync(string tenant) => app.InsertAsync(
        tenant,
        Rollup(0, "ads", new Tally { Operations = 1, CostNanoUsd = 10 }),
        Rollup(0, "search", new Tally { Operations = 10, CostNanoUsd = 100 }),
        Rollup(-1, "search", new Tally { Operations = 100, CostNanoUsd = 1_000 }));
}
