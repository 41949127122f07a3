using GenOps.Core.Ledger;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>What ends the retries: the call's deadline, and a provider that is left alone.</summary>
public sealed class RetryLimitTests
{
    [Theory]
    [InlineData("hang")]
    [InlineData("429,retry_after=5")]
    public async Task Post_DeadlineIsReached_NoFurtherAttemptIsMade(string fault)
    {
        await using var app = await AppHost.StartAsync(QuickAccounts.Use, null, "GenOps:DeadlineSeconds=3");
        var caller = await CallerAsync(app);

        var reply = await caller.ChatAsync($"[[sim:fault={fault}]]");

        Assert.Equal(fault == "hang" ? 504 : 429, reply.Status);
        Assert.Single(caller.Unbilled());
        Assert.Single((await caller.AuditAtRestAsync()).Entries);
    }

    [Fact]
    public async Task Post_ProviderFailsTooOften_IsLeftAloneAndTheCallIsFree()
    {
        await using var app = await AppHost.StartAsync(
            QuickAccounts.Use, null, "GenOps:ProviderRetries=0", "GenOps:Provider:MinimumThroughput=2", "GenOps:Provider:BreakSeconds=600");
        var caller = await CallerAsync(app);
        await caller.ChatAsync("[[sim:fault=500]]");
        await caller.ChatAsync("[[sim:fault=500]]");

        var reply = await caller.ChatAsync();

        reply.AssertError(503, "provider_unavailable", retryAfter: true, extras: "provider");
        Assert.InRange(reply.RetryAfterSeconds, 1, 60);
        Assert.Equal((0, 2), (caller.Billed().Count, caller.Unbilled().Count));
        Assert.Equal(
            [EntryStatus.InDoubt, EntryStatus.InDoubt, EntryStatus.Failed],
            (await caller.AuditAtRestAsync()).Entries.Select(static entry => entry.Status));
    }

    private static async Task<InferenceCaller> CallerAsync(AppHost app) =>
        new(app, "acme", await TenantSeed.CreateAsync(app.Stores, "acme", new()));
}
