using System.Text.Json;
using GenOps.Docs.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Docs.Tests.Examples;

/// <summary>The C# examples, run as built; what they print is held against the ledger.</summary>
public sealed class CSharpExampleTests(DocsApp app)
{
    // Where its own build puts it, with only what the project itself asks for.
    private static readonly string Program = Path.Combine(
        RepositoryRoot.Combine("docs", "examples", "csharp"),
        Path.GetRelativePath(RepositoryRoot.Combine("tests", "GenOps.Docs.Tests"), AppContext.BaseDirectory),
        "GenOps.Examples.dll");

    [Fact]
    public async Task Workers_OneSlowAndOneRefused_OthersAreAnswered()
    {
        var tenant = await app.TenantAsync();
        string[] prompts = [.. Enumerable.Range(0, 40).Select(static number => $"Word {number}"), "[[sim:latency=16000]] slow", "[[sim:fault=400]] refused"];

        var run = (await RunAsync(tenant, 12_000, ["workers", .. prompts])).AssertSuccess();

        Assert.Equal(40, run.Number(@"prompts 42, answered (\d+), isolated 2"));
        run.Find(@"isolated '\[\[sim:latency=16000\]\] slow': no answer within 12 s");
        run.Find(@"isolated '\[\[sim:fault=400\]\] refused': 400 .*provider_rejected");

        // The slow call is carried to its end and charged, which the program that left can't know.
        var ledger = await EntriesAsync(tenant, 42);
        var known = ledger.OrderByDescending(static entry => entry.GetProperty("provider_ms").GetDouble()).Skip(1);
        Assert.Equal(known.Sum(static entry => entry.GetProperty("cost_nano_usd").GetInt64()), run.CostNanoUsd());
    }

    [Fact]
    public async Task Memory_Profile_TellsEachRoundAndItsCost()
    {
        var tenant = await app.TenantAsync();

        var run = (await RunAsync(tenant, 60_000, ["memory", "100"])).AssertSuccess();

        Assert.Equal(5, run.Lines.Count(static line => line.StartsWith("round ", StringComparison.Ordinal)));
        Assert.InRange(run.Number(@"round 5: 20 calls, (\d+) bytes allocated a call"), 1_000, 10_000_000);
        Assert.Equal(101, run.Number(@"(?m)^calls (\d+)$"));
        Assert.Equal(101, (await tenant.LedgerAsync()).Count);
        Assert.Equal(await tenant.CostNanoUsdAsync(), run.CostNanoUsd());
    }

    [Fact]
    public async Task Program_WithoutAName_SaysWhichExamplesThereAre()
    {
        var run = await RunAsync(await app.TenantAsync(), 1000, []);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("workers", run.Output);
    }

    private static async Task<IReadOnlyList<JsonElement>> EntriesAsync(DocsTenant tenant, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        for (; ; )
        {
            if (await tenant.LedgerAsync() is { } ledger && ledger.Count >= count)
            {
                return ledger;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    private static Task<ProgramRun> RunAsync(DocsTenant tenant, int timeoutMilliseconds, IEnumerable<string> arguments)
    {
        var environment = tenant.Environment;
        environment["GENOPS_TIMEOUT_MS"] = $"{timeoutMilliseconds}";
        return ProgramRun.OfAsync("dotnet", [Program, .. arguments], environment);
    }
}
