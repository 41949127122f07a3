using System.Globalization;
using GenOps.Core.Ledger;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;
using GenOps.Simulator;

namespace GenOps.Functions.Tests.Inference;

/// <summary>A thousand tenants at once with calls of every kind: each pays what the provider's books say of it, and nothing else.</summary>
public sealed class ManyTenantsTests(InferenceApp app) : IClassFixture<InferenceApp>, IDisposable
{
    private const int Tenants = 1_000;
    private const int AtOnce = 64;

    private readonly HttpClient _client = new() { BaseAddress = app.Host.Address };

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Calls_ThousandTenantsMixed_EachPaysItsOwnToTheNanoDollar()
    {
        var tenants = new Tenant[Tenants];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForAsync(0, Tenants, options, async (number, _) => tenants[number] = await CreateAsync(number));

        // Each tenant's calls lie far apart, so that at any moment very many tenants are at work.
        await Parallel.ForAsync(0, 3 * Tenants, options, async (call, _) => await CallAsync(tenants[call % Tenants], call / Tenants));

        var books = app.Simulator.Books.ReadCalls().ToLookup(static entry => entry.User!);
        Assert.Equal(2 * Tenants, books.Sum(static calls => calls.Count()));
        await Parallel.ForEachAsync(tenants, options, async (tenant, _) => await AssertPaidAsync(tenant, [.. books[tenant.Name]]));
    }

    private async Task<Tenant> CreateAsync(int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"many-{number}");
        var document = new TenantDocument { DailyLimitNanoUsd = 1_000_000_000, MaxTokensCap = 100, Defaults = new() { Team = $"team-{number}" } };
        return new Tenant(name, await TenantSeed.CreateAsync(app.Host.Stores, name, document), $"team-{number}");
    }

    private async Task CallAsync(Tenant tenant, int kind)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, InferenceCaller.ChatPath);
        request.Headers.Authorization = new("Bearer", tenant.Key);
        var (maxTokens, stream) = kind switch { 0 => (40, false), 1 => (50, true), _ => (101, false) };
        request.Content = new StringContent($$"""
            {"model":"{{InferenceCaller.Model}}","max_tokens":{{maxTokens}},"stream":{{(stream ? "true" : "false")}},"user":"{{tenant.Name}}",
             "messages":[{"role":"user","content":"Hello from {{tenant.Name}}."}]}
            """);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == (kind == 2 ? 403 : 200), text);
        Assert.True(!stream || text.Contains("[DONE]", StringComparison.Ordinal), text);
    }

    private async Task AssertPaidAsync(Tenant tenant, IReadOnlyList<BookEntry> billed)
    {
        await Waiting.UntilAsync(async () => (await Audit.ReadAsync(app.Host.Stores, tenant.Name)).Rows.OfType<RollupRow>().Sum(static row => row.Tally.Refusals) == 1);
        var audit = await Audit.ReadAtRestAsync(app.Host.Stores, tenant.Name, TestContext.Current.CancellationToken);

        audit.AssertSumsAgree();
        Assert.Equal(billed.Select(CostOf).Order(), audit.Entries.Select(static entry => entry.CostNanoUsd).Order());
        Assert.Equal(
            billed.Select(static entry => ((long)entry.PromptTokens, (long)entry.CompletionTokens)).Order(),
            audit.Entries.Select(static entry => (entry.InputTokens, entry.OutputTokens)).Order());
        Assert.All(audit.Entries, entry => Assert.Equal(tenant.Team, entry.Attribution.Team));
    }

    // 0.05 and 0.20 USD a million tokens.
    private static long CostOf(BookEntry entry) => ((entry.PromptTokens * 50_000_000L) + (entry.CompletionTokens * 200_000_000L) + 999_999) / 1_000_000;

    private sealed record Tenant(string Name, string Key, string Team);
}
