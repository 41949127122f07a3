using System.Text.Json;
using GenOps.Docs.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Docs.Tests.Examples;

/// <summary>The JavaScript examples, run as they stand; what they print is held against the ledger.</summary>
public sealed class ScriptExampleTests(DocsApp app)
{
    private static readonly string Folder = RepositoryRoot.Combine("docs", "examples", "js");

    [Fact]
    public async Task Session_ThousandCalls_TellsTheirExactCost()
    {
        var (run, tenant) = await RunAsync("session.mjs");

        Assert.Equal(1000, run.Number(@"operations (\d+), failures 0, refusals 0"));
        var ledger = await tenant.LedgerAsync();
        Assert.Equal(1000, ledger.Count);
        Assert.Equal(await tenant.CostNanoUsdAsync(), run.CostNanoUsd());

        // What the provider would bill, call by call.
        var session = run.Find(@"session (\w+) ended").Groups[1].Value;
        var billed = app.Simulator.Books.ReadCalls().Where(call => call.User == session).ToList();
        Assert.Equal(1000, billed.Count);
        Assert.Equal(billed.Sum(static call => (long)call.CompletionTokens), run.Number(@"tokens \d+ in, (\d+) out"));
        Assert.Equal(billed.Sum(static call => (long)call.PromptTokens), run.Number(@"tokens (\d+) in, \d+ out"));
    }

    [Fact]
    public async Task Batch_InChunks_TellsItsExactCost()
    {
        var (run, tenant) = await RunAsync("batch.mjs");

        Assert.Equal(8, run.Number(@"chunks 8 of (\d+)"));
        Assert.Equal(200, run.Number(@"lines (\d+) answered, 0 failed"));
        var ledger = await tenant.LedgerAsync();
        Assert.Equal(200, ledger.Select(static entry => entry.GetProperty("custom_id").GetString()).Distinct().Count());
        Assert.Equal(await tenant.CostNanoUsdAsync(), run.CostNanoUsd());
    }

    [Fact]
    public async Task Estimate_ListOfOperations_BoundsWhatTheyCost()
    {
        var (run, tenant) = await RunAsync("estimate.mjs");

        Assert.Equal(3, run.Lines.Count(static line => line.StartsWith("operation ", StringComparison.Ordinal)));
        Assert.Equal("10.000000000", run.Find(@"room (\S+) in tenant").Groups[1].Value);
        Assert.Equal(3, (await tenant.LedgerAsync()).Count);
        Assert.Equal(await tenant.CostNanoUsdAsync(), run.CostNanoUsd());
    }

    [Fact]
    public async Task Estimate_NoRoomInTheBudget_FailsBeforeAnyCall()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "operations.json");
        await File.WriteAllTextAsync(
            file, """[{"model": "openai/gpt-oss-120b", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 100000, "count": 1000}]""", Token);
        var tenant = await app.TenantAsync();

        var run = await RunAsync(tenant, "estimate.mjs", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no room", run.Output);
        Assert.Empty(await tenant.LedgerAsync());
    }

    [Fact]
    public async Task Performance_Calls_TellsEachStep()
    {
        var (run, tenant) = await RunAsync("performance.mjs", "50");

        Assert.Equal(50, run.Number(@"calls (\d+) in "));
        Assert.Equal(8, run.Lines.Count(static line => line.StartsWith("step ", StringComparison.Ordinal)));
        Assert.All(["overhead_ms", "provider_ms"], name => run.Find($@"(?m)^{name} p50 [\d.]+, p95 [\d.]+, p99 [\d.]+$"));
        Assert.Equal(await tenant.CostNanoUsdAsync(), run.CostNanoUsd());
    }

    [Fact]
    public async Task SessionAnalysis_SampleSession_AgreesWithTheLedger()
    {
        var (run, tenant) = await RunAsync("session-analysis.mjs");

        Assert.Equal(3, run.Number(@"ended: (\d+) operations"));
        Assert.Equal(2, run.Number(@"model meta-llama/\S+: (\d+) operations"));
        Assert.Equal(1, run.Number(@"model openai/gpt-oss-20b: (\d+) operations"));
        Assert.Equal(await tenant.CostNanoUsdAsync(), run.CostNanoUsd());
    }

    [Fact]
    public async Task BudgetAnalysis_AfterCalls_AgreesWithTheLedger()
    {
        var (_, tenant) = await RunAsync("estimate.mjs");

        var run = (await RunAsync(tenant, "budget-analysis.mjs")).AssertSuccess();

        Assert.Equal(2, run.Lines.Count(static line => line.StartsWith("budget tenant ", StringComparison.Ordinal)));
        Assert.Equal(2, run.Lines.Count(static line => line.StartsWith("usage ", StringComparison.Ordinal)));
        Assert.Equal(await tenant.CostNanoUsdAsync(), run.CostNanoUsd());
    }

    [Fact]
    public async Task Example_WithoutSettings_SaysWhichAreMissing()
    {
        var tenant = await app.TenantAsync();

        var run = await RunAsync(tenant with { Key = "" }, "session.mjs");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Set GENOPS_KEY", run.Output);
    }

    [Fact]
    public void Packages_OfTheExamples_AreThoseOfTheTests()
    {
        Assert.Equal(Dependencies(NodeClients.Folder), Dependencies(Folder));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Dependencies(string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "package.json")));
        return JsonSerializer.Serialize(json.RootElement.GetProperty("dependencies"));
    }

    private async Task<(ProgramRun Run, DocsTenant Tenant)> RunAsync(string script, params string[] arguments)
    {
        var tenant = await app.TenantAsync();
        return ((await RunAsync(tenant, script, arguments)).AssertSuccess(), tenant);
    }

    private static async Task<ProgramRun> RunAsync(DocsTenant tenant, string script, params string[] arguments)
    {
        using var folder = await NodeFolder.CreateAsync();
        folder.CopyScripts(Folder);
        return await ProgramRun.OfAsync("node", [script, .. arguments], tenant.Environment, folder.Path);
    }
}
