using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>402 and 429: no money, and money that others hold.</summary>
public sealed class BudgetErrorTests(ImpatientApp app) : IClassFixture<ImpatientApp>
{
    private static readonly string[] Budget = ["scope", "window", "limit_usd", "spent_usd", "held_usd", "needed_usd", "resets_at"];

    [Fact]
    public async Task Post_NeedsMoreThanTheWholeLimit_Is402ThatNeverResets()
    {
        var caller = await app.CallerAsync(new TenantDocument { DailyLimitNanoUsd = 1 });

        var error = (await caller.ChatAsync()).AssertError(402, "budget_exceeded", mayRetry: false, extras: "budget");

        var budget = error.GetProperty("budget");
        Assert.Equal(Budget, budget.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(("tenant", "0.000000001", "0.000000000"), (Text(budget, "scope"), Text(budget, "limit_usd"), Text(budget, "spent_usd")));
        Assert.Null(Text(budget, "resets_at"));
        await caller.AssertNothingTriedAsync();
    }

    [Fact]
    public async Task Post_LimitIsSpent_Is402UntilMidnight()
    {
        var cost = await WorstCaseAsync();
        var caller = await app.CallerAsync(new TenantDocument { DailyLimitNanoUsd = cost + 1 });
        Assert.Equal(cost, (await caller.ChatAsync("[[sim:tokens=bound]]")).CostNanoUsd);

        var error = (await caller.ChatAsync("[[sim:tokens=bound]]")).AssertError(402, "budget_exceeded", mayRetry: false, extras: "budget");

        var budget = error.GetProperty("budget");
        var tomorrow = GovernanceApp.Today.AddDays(1);
        Assert.Equal($"{GovernanceApp.Today:yyyy-MM-dd}", Text(budget, "window"));
        Assert.Equal(new DateTimeOffset(tomorrow, default, default), budget.GetProperty("resets_at").GetDateTimeOffset());
        Assert.Equal(Text(budget, "spent_usd"), Text(budget, "needed_usd"));
        Assert.Equal(cost, (await caller.AuditAtRestAsync()).Entries.Sum(static entry => entry.CostNanoUsd));
        Assert.Single(caller.Billed());
    }

    [Fact]
    public async Task Post_DayAndMonthOfTeamSpent_NamesTheOneThatResetsLast()
    {
        var cost = await WorstCaseAsync();
        var rules = new TeamRules { DailyLimitNanoUsd = cost + 1, MonthlyLimitNanoUsd = cost + 1 };
        var caller = await app.CallerAsync(
            new TenantDocument { Teams = new Dictionary<string, TeamRules> { ["search"] = rules } }, team: "search");
        (await caller.ChatAsync("[[sim:tokens=bound]]")).AssertOk();

        var error = (await caller.ChatAsync("[[sim:tokens=bound]]")).AssertError(402, "budget_exceeded", mayRetry: false, extras: "budget");

        var budget = error.GetProperty("budget");
        Assert.Equal(("team:search", $"{GovernanceApp.Today:yyyy-MM}"), (Text(budget, "scope"), Text(budget, "window")));
        var next = new DateOnly(GovernanceApp.Today.Year, GovernanceApp.Today.Month, 1).AddMonths(1);
        Assert.Equal(new DateTimeOffset(next, default, default), budget.GetProperty("resets_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Post_LimitOfZero_RefusesEverything()
    {
        var caller = await app.CallerAsync(new TenantDocument { MonthlyLimitNanoUsd = 0 });

        foreach (var stream in (bool[])[false, true])
        {
            (await caller.ChatAsync(more: new { stream })).AssertError(402, "budget_exceeded", mayRetry: false, extras: "budget");
        }

        await caller.AssertNothingTriedAsync();
    }

    [Fact]
    public async Task Post_MoneyIsHeldByARunningCall_Is429WithinSeconds()
    {
        var cost = await WorstCaseAsync();
        var caller = await app.CallerAsync(new TenantDocument { DailyLimitNanoUsd = cost * 3 / 2 });
        using var gone = new CancellationTokenSource();
        var running = SendAsync(caller, gone.Token);
        await Waiting.UntilAsync(() => caller.Unbilled().Count == 1);

        var reply = await caller.ChatAsync();

        var error = reply.AssertError(429, "budget_in_flight", retryAfter: true, extras: "budget");
        Assert.InRange(reply.RetryAfterSeconds, 1, 5);
        Assert.NotEqual("0.000000000", Text(error.GetProperty("budget"), "held_usd"));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        // It never had an answer and may have been charged: its whole hold is.
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((Core.Ledger.EntryStatus.InDoubt, entry.HeldNanoUsd), (entry.Status, entry.CostNanoUsd));
    }

    private static string? Text(System.Text.Json.JsonElement budget, string name) => budget.GetProperty(name).GetString();

    private static async Task SendAsync(InferenceCaller caller, CancellationToken gone)
    {
        using var content = new StringContent(caller.Body("[[sim:fault=hang]]", new { stream = true }));
        using var response = await caller.Client.PostAsync(InferenceCaller.ChatPath, content, gone);
    }

    // What a call with this marker costs, and nearly what any other does.
    private async Task<long> WorstCaseAsync() => (await (await app.CallerAsync()).ChatAsync("[[sim:tokens=bound]]")).CostNanoUsd;
}
