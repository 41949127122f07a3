using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>Attempts after the first: each is held and entered by itself, and a hold serves again only after a proven free outcome.</summary>
public sealed class RetryTests(InferenceApp app) : IClassFixture<InferenceApp>
{
    private const string Fallbacks = "x-genops-fallback-models";
    private static int _ids;

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Post_BusyTwice_IsAnsweredAtThePriceOfOneAttempt(int status)
    {
        var caller = await app.CallerAsync();

        var reply = await caller.ChatAsync(Marker($"fault={status},times=2,retry_after=0"));

        Assert.Equal(3, reply.AssertOk().GetProperty("genops").GetProperty("attempts").GetInt32());
        var entries = (await caller.AuditAtRestAsync()).Entries;
        Assert.Equal(
            [(1, EntryStatus.Failed, 0), (2, EntryStatus.Failed, 0), (3, EntryStatus.Succeeded, reply.CostNanoUsd)],
            entries.Select(static entry => (entry.Attempt, entry.Status, entry.CostNanoUsd)));
        Assert.Single(entries.Select(static entry => entry.HeldNanoUsd).Distinct());
        Assert.False(reply.Genops.GetProperty("estimated").GetBoolean());
    }

    [Theory]
    [InlineData("500", false)]
    [InlineData("reset", false)]
    [InlineData("500", true)]
    public async Task Post_FirstAttemptMayHaveBeenBilled_ItsHoldIsPartOfTheCost(string fault, bool stream)
    {
        var caller = await app.CallerAsync();

        var reply = await caller.ChatAsync(Marker($"fault={fault},times=1"), new { stream });

        Assert.True(reply.Status == 200, reply.Text);
        Assert.Contains("\"warnings\":[\"earlier_attempt_in_doubt\"]", reply.Text, StringComparison.Ordinal);
        var entries = (await caller.AuditAtRestAsync()).Entries;
        Assert.Equal([(1, EntryStatus.InDoubt), (2, EntryStatus.Succeeded)], entries.Select(static entry => (entry.Attempt, entry.Status)));
        Assert.Equal(entries[0].HeldNanoUsd, entries[0].CostNanoUsd);
        var cost = entries.Sum(static entry => entry.CostNanoUsd);
        Assert.Contains($"\"cost_nano_usd\":{cost},\"estimated\":true,", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_RoomForOneHold_ItIsUsedAgainAfterAFreeOutcomeOnly()
    {
        const string Free = "fault=503,times=1,retry_after=0,tokens=bound";
        const string Billed = "fault=500,times=1,retry_after=0,tokens=bound";
        var cost = (await (await app.CallerAsync()).ChatAsync(Marker(Free))).CostNanoUsd;
        var first = await app.CallerAsync(new TenantDocument { DailyLimitNanoUsd = cost });
        var second = await app.CallerAsync(new TenantDocument { DailyLimitNanoUsd = cost });

        var free = await first.ChatAsync(Marker(Free));
        var billed = await second.ChatAsync(Marker(Billed));

        Assert.Equal(cost, free.AssertOk().GetProperty("genops").GetProperty("cost_nano_usd").GetInt64());
        billed.AssertError(502, "provider_error", mayRetry: false, extras: "provider");
        Assert.Single(second.Unbilled());
        Assert.Equal(
            (EntryStatus.InDoubt, cost),
            Assert.Single((await second.AuditAtRestAsync()).Entries.Select(static entry => (entry.Status, entry.CostNanoUsd))));
        await first.AuditAtRestAsync();
    }

    [Fact]
    public async Task Post_BusyForever_IsToldAfterThreeFreeAttempts()
    {
        var caller = await app.CallerAsync();

        (await caller.ChatAsync("[[sim:fault=503,retry_after=0]]")).AssertError(503, "provider_unavailable", retryAfter: true, extras: "provider");

        Assert.Equal(3, caller.Unbilled().Count);
        Assert.All(
            (await caller.AuditAtRestAsync()).Entries,
            static entry => Assert.Equal((EntryStatus.Failed, 0), (entry.Status, entry.CostNanoUsd)));
    }

    [Theory]
    [InlineData("400")]
    [InlineData("401")]
    [InlineData("402")]
    [InlineData("422")]
    [InlineData("429,retry_after=3600")]
    public async Task Post_TryingAgainIsUseless_MakesOneAttempt(string fault)
    {
        var caller = await app.CallerAsync();

        await caller.ChatAsync($"[[sim:fault={fault}]]");

        Assert.Single(caller.Unbilled());
        Assert.Equal(0, Assert.Single((await caller.AuditAtRestAsync()).Entries).CostNanoUsd);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_ModelFails_TheFallbackAnswersAtItsOwnPrice(bool inHeader)
    {
        string[] models = ["nobody/priced-me", InferenceCaller.Model, "openai/gpt-oss-120b"];
        var caller = await app.CallerAsync(new TenantDocument { FallbackModels = inHeader ? ["Qwen/Qwen3.8-Flash"] : models });
        (string, string)[] headers = inHeader ? [(Fallbacks, string.Join(", ", models))] : [];

        var reply = await caller.ChatAsync(Marker("fault=503,times=3,retry_after=0,tokens=bound"), headers: headers);

        var genops = reply.AssertOk().GetProperty("genops");
        Assert.Equal(("openai/gpt-oss-120b", 4), (genops.GetProperty("model").GetString(), genops.GetProperty("attempts").GetInt32()));
        Assert.Equal("fallback_not_usable:nobody/priced-me", Assert.Single(genops.GetProperty("warnings").EnumerateArray()).GetString());
        Assert.Equal("openai/gpt-oss-120b", Assert.Single(caller.Billed()).Model);
        var entries = (await caller.AuditAtRestAsync()).Entries;
        Assert.Equal(
            [InferenceCaller.Model, InferenceCaller.Model, InferenceCaller.Model, "openai/gpt-oss-120b"],
            entries.Select(static entry => entry.Model));
        Assert.Equal(entries[3].HeldNanoUsd, reply.CostNanoUsd);
        Assert.Equal(entries[0].HeldNanoUsd * 3, entries[3].HeldNanoUsd);
    }

    [Fact]
    public async Task Post_FallbackIsDenied_IsNotTried()
    {
        var caller = await app.CallerAsync(new TenantDocument { DeniedModels = ["openai/gpt-oss-120b"] });

        var reply = await caller.ChatAsync("[[sim:fault=503,retry_after=0]]", headers: (Fallbacks, "openai/gpt-oss-120b"));

        reply.AssertError(503, "provider_unavailable", retryAfter: true, extras: "provider");
        Assert.Equal(3, caller.Unbilled().Count);
    }

    [Fact]
    public async Task Post_CallersMistake_IsNotTakenToTheFallback()
    {
        var caller = await app.CallerAsync();

        var reply = await caller.ChatAsync("[[sim:fault=422]]", headers: (Fallbacks, "openai/gpt-oss-120b"));

        reply.AssertError(422, "provider_rejected", extras: "provider");
        Assert.Single(caller.Unbilled());
    }

    // The simulator counts faults by id, and ids have the same length, so that calls have the same worst case.
    private static string Marker(string items) => $"[[sim:{items},id=retry-{Interlocked.Increment(ref _ids):000}]]";
}
