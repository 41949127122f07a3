using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Core.Accounts;
using GenOps.Core.Budgets;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Overspend;

/// <summary>Room for exactly N worst cases, and more callers than that: exactly N pass, at any concurrency and from any number of processes.</summary>
public sealed class OverspendTests(OverspendFixture fixture) : IClassFixture<OverspendFixture>
{
    private const int MaxTokens = 100;
    private static int _tenants;

    public static TheoryData<int, int, int> Cases()
    {
        var cases = new TheoryData<int, int, int>();
        foreach (var callers in (int[])[10, 50, 200])
        {
            foreach (var latency in (int[])[0, 20, 200])
            {
                cases.Add(callers, latency, 1);
                cases.Add(callers, latency, 2);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Chat_RoomForExactlyN_ExactlyNPassAndTheLimitIsSpentWhole(int callers, int latencyMilliseconds, int processes)
    {
        var cost = await WorstCaseAsync(latencyMilliseconds);
        var room = Math.Max(3, callers / 4);
        var tenant = $"tenant-{Interlocked.Increment(ref _tenants)}";
        var key = await TenantSeed.CreateAsync(fixture.Stores, tenant, new TenantDocument { DailyLimitNanoUsd = room * cost });

        var answers = await Task.WhenAll(Enumerable.Range(0, callers).Select(
            caller => CallAsync(fixture.Apps[caller % processes].Address, key, latencyMilliseconds)));

        var passed = answers.Where(static answer => answer.Status is HttpStatusCode.OK).ToList();
        Assert.True(passed.Count == room, string.Join('\n', answers.GroupBy(answer => answer.Text[..Math.Min(90, answer.Text.Length)])
            .Select(group => $"{group.Count()} x {group.Key}")));
        Assert.Equal(room * cost, passed.Sum(static answer => answer.CostNanoUsd));
        foreach (var refused in answers.Where(static answer => answer.Status is not HttpStatusCode.OK))
        {
            AssertHonest(refused, room * cost);
        }

        Assert.Equal(room * cost, await SpentAsync(tenant));
    }

    private static void AssertHonest(Answer refused, long limit)
    {
        Assert.True(refused.Status is HttpStatusCode.PaymentRequired or HttpStatusCode.TooManyRequests, refused.Text);
        if (refused.Status is HttpStatusCode.PaymentRequired)
        {
            var budget = JsonDocument.Parse(refused.Text).RootElement.GetProperty("error").GetProperty("budget");
            Assert.True(NanoUsd(budget, "spent_usd") + NanoUsd(budget, "needed_usd") > limit, refused.Text);
        }
    }

    private static long NanoUsd(JsonElement budget, string name) =>
        (long)(decimal.Parse(budget.GetProperty(name).GetString()!, CultureInfo.InvariantCulture) * 1_000_000_000);

    private async Task<long> WorstCaseAsync(int latencyMilliseconds)
    {
        var tenant = $"tenant-{Interlocked.Increment(ref _tenants)}";
        var key = await TenantSeed.CreateAsync(fixture.Stores, tenant, new TenantDocument());
        var answer = await CallAsync(fixture.Apps[0].Address, key, latencyMilliseconds);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        return answer.CostNanoUsd;
    }

    private async Task<long> SpentAsync(string tenant)
    {
        var day = BudgetWindow.DayOf(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        while (true)
        {
            var window = await fixture.Stores.Accounts.GetAsync(tenant, WindowRow.KeyOf(day, BudgetPath.Tenant), TestContext.Current.CancellationToken);
            if (window?.Row is WindowRow { HeldNanoUsd: 0 } row)
            {
                return row.SpentNanoUsd;
            }

            // Idle leases come back within seconds.
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    // The simulator bills the whole worst case, so the limit must be spent to the last nano-dollar.
    private static async Task<Answer> CallAsync(Uri app, string key, int latencyMilliseconds)
    {
        using var client = new HttpClient { BaseAddress = app };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var content = $"Say something. [[sim:tokens=bound,latency={latencyMilliseconds:000}]]";
        using var response = await client.PostAsJsonAsync("v1/chat/completions", new
        {
            model = "openai/gpt-oss-20b", messages = new[] { new { role = "user", content } }, max_tokens = MaxTokens,
        });
        var text = await response.Content.ReadAsStringAsync();
        var cost = response.StatusCode is HttpStatusCode.OK
            ? JsonDocument.Parse(text).RootElement.GetProperty("genops").GetProperty("cost_nano_usd").GetInt64()
            : 0;
        return new Answer(response.StatusCode, text, cost);
    }

    private sealed record Answer(HttpStatusCode Status, string Text, long CostNanoUsd);
}
