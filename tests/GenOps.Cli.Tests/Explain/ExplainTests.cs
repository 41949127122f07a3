using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Cli.Explain;
using GenOps.Cli.Tests.Books;
using GenOps.Cli.Tests.Verify;
using GenOps.Core.Ledger;

namespace GenOps.Cli.Tests.Explain;

public sealed class ExplainTests(BooksApp app)
{
    [Fact]
    public async Task Explain_PlainCall_PriceArithmeticLeadsToItsCost()
    {
        var (tenant, key) = await app.TenantAsync();
        var (_, id, text) = await app.ChatAsync(key, "[[sim:prompt_tokens=7,completion_tokens=3,cached=2]]");
        await app.RestAsync(tenant);

        var told = await ExplainAsync(id);

        var entry = Assert.Single(told.GetProperty("entries").EnumerateArray());
        Assert.Equal((tenant, id), (told.GetProperty("tenant").GetString(), told.GetProperty("request_id").GetString()));
        var price = entry.GetProperty("price");
        Assert.Equal(
            [("input", 5), ("cached input", 2), ("output", 3)],
            price.GetProperty("terms").EnumerateArray().Select(static term => (term.GetProperty("kind").GetString(), term.GetProperty("tokens").GetInt32())));
        var cost = JsonElement.Parse(text).GetProperty("genops").GetProperty("cost_usd").GetString();
        Assert.Equal(
            (cost, cost, cost),
            (told.GetProperty("cost_usd").GetString(), entry.GetProperty("cost_usd").GetString(), price.GetProperty("rounded_up_usd").GetString()));
        var fold = Assert.Single(told.GetProperty("folds").EnumerateArray());
        Assert.Equal(0, fold.GetProperty("held_by").GetArrayLength());
        Assert.All(fold.GetProperty("windows").EnumerateArray(), window => Assert.Equal(cost, window.GetProperty("spent_usd").GetString()));
        Assert.Equal(cost, Assert.Single(fold.GetProperty("rollups").EnumerateArray()).GetProperty("cost_usd").GetString());
    }

    [Fact]
    public async Task Explain_FallbackAfterFreeFailures_EachAttemptInOrder()
    {
        var (tenant, key) = await app.TenantAsync();
        var marker = RichBooks.Once("503,retry_after=0").Replace("times=1", "times=3", StringComparison.Ordinal);
        var (status, id, _) = await app.ChatAsync(key, marker, stream: false, ("x-genops-fallback-models", "openai/gpt-oss-120b"));
        Assert.Equal(200, status);

        var run = await RunAsync(id, "--tenant", tenant);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Matches(
            $@"(?s)attempt 1: chat with {BooksApp.Model}, failed.*attempt 2.*kept from the attempt before.*attempt 3.*attempt 4: chat with openai/gpt-oss-120b, answered.*nano-USD, rounded up to",
            run.Output);
        Assert.Contains("proven free", run.Output);
    }

    [Fact]
    public async Task Explain_AttemptInDoubt_CostsItsHold()
    {
        var (_, key) = await app.TenantAsync();
        var (_, id, _) = await app.ChatAsync(key, RichBooks.Once("500"));

        var entries = (await ExplainAsync(id)).GetProperty("entries").EnumerateArray().ToList();

        Assert.Equal(["in_doubt", "succeeded"], entries.Select(static entry => entry.GetProperty("status").GetString()));
        Assert.Equal(entries[0].GetProperty("held_usd").GetString(), entries[0].GetProperty("cost_usd").GetString());
        Assert.Equal(JsonValueKind.Null, entries[0].GetProperty("price").ValueKind);
        Assert.Contains("whole hold counts as spent", (await RunAsync(id)).Output);
    }

    [Fact]
    public async Task Explain_StreamCutOff_IsEstimatedAndPriced()
    {
        var (_, key) = await app.TenantAsync();
        var (_, id, _) = await app.ChatAsync(key, "[[sim:fault=cut,chunks=2]]", stream: true);

        var entry = Assert.Single((await ExplainAsync(id)).GetProperty("entries").EnumerateArray());

        Assert.Equal(("cut", true), (entry.GetProperty("status").GetString(), entry.GetProperty("estimated").GetBoolean()));
        Assert.Equal(entry.GetProperty("cost_usd").GetString(), entry.GetProperty("price").GetProperty("rounded_up_usd").GetString());
        Assert.Contains("cut off", (await RunAsync(id)).Output);
    }

    [Fact]
    public async Task Explain_RunningCall_SessionAndLeaseShow()
    {
        var (tenant, key) = await app.TenantAsync(new { policy = "enforced", daily_limit_usd = "50" });
        var session = (await app.SendAsync(HttpMethod.Post, "genops/sessions", key, JsonContent.Create(new { name = "s" }))).GetProperty("id").GetString()!;
        using var running = await app.StallAsync(key);
        var (_, id, _) = await app.ChatAsync(key, "", stream: false, ("x-genops-session-id", session));

        var fold = Assert.Single((await ExplainAsync(id)).GetProperty("folds").EnumerateArray());

        Assert.StartsWith("l|", Assert.Single(fold.GetProperty("held_by").EnumerateArray()).GetProperty("row").GetString(), StringComparison.Ordinal);
        Assert.Equal(session, fold.GetProperty("session").GetProperty("session_id").GetString());
        Assert.Equal(1, fold.GetProperty("session").GetProperty("operations").GetInt32());
        Assert.NotEmpty(tenant);
    }

    [Fact]
    public async Task Explain_BatchItem_HasBatchAndEveryAttempt()
    {
        var (_, key) = await app.TenantAsync();
        var batch = await app.BatchAsync(key, items: 5, static item => item == 4 ? RichBooks.Once("500") : "");
        var id = batch["batch_".Length..] + "-00004";

        var told = await ExplainAsync(id);

        Assert.Equal((batch, "item-4"), (told.GetProperty("batch_id").GetString(), told.GetProperty("custom_id").GetString()));
        Assert.Equal(
            [("batch", "in_doubt"), ("batch", "succeeded")],
            told.GetProperty("entries").EnumerateArray().Select(static entry => (entry.GetProperty("kind").GetString(), entry.GetProperty("status").GetString())));
    }

    [Fact]
    public async Task Explain_LeaseOfACrashedInstance_IsInDoubtAtWhatItHeld()
    {
        var books = new HandBooks();
        var entry = books.Add(BooksApp.Today, 100, kind: EntryKind.InDoubt);

        var run = await BookRun.StartAsync(ExplainCommand.Create, await books.WriteAsync(), "explain", entry.RequestId, "--tenant", HandBooks.Tenant);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("in doubt after a crash", run.Output);
        Assert.Contains("0.000000100 USD", run.Output);
    }

    [Fact]
    public async Task Explain_Adjustment_TellsItsReason()
    {
        var (tenant, _) = await app.TenantAsync();
        var today = BooksApp.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var entry = await app.SendAsync(
            HttpMethod.Post,
            $"genops/tenants/{tenant}/adjustments",
            BooksApp.AdminKey,
            JsonContent.Create(new { amount_usd = "0.5", reason = "invoice 4711", date = today }));

        var run = await RunAsync(entry.GetProperty("entry_id").GetString()!);

        Assert.Contains("adjustment: invoice 4711", run.Output);
        Assert.Contains("0.500000000 USD", run.Output);
    }

    [Fact]
    public async Task Explain_EntryThatDoesNotFollowFromItsPrice_SaysSo()
    {
        var (tenant, key) = await app.TenantAsync();
        var (_, id, _) = await app.ChatAsync(key);
        await app.RestAsync(tenant);
        var copy = await BookCopy.OfAsync(app.Stores, tenant);
        await BookCopy.TamperAsync<EntryRow>(copy, tenant, static _ => true, static entry => entry with { CostNanoUsd = entry.CostNanoUsd + 3 });

        var run = await BookRun.StartAsync(ExplainCommand.Create, copy, "explain", id, "--tenant", tenant);

        Assert.Contains("0.000000003 more: the row does not follow from its price", run.Output);
    }

    [Theory]
    [InlineData("01M8H5GHJ0VTH3GBQ2V0KDSHZ0")]
    [InlineData("01M8H5GHJ0VTH3GBQ2V0KDSHZ0-00003")]
    public async Task Explain_UnknownId_SaysWhereItLooked(string id)
    {
        var run = await RunAsync(id);

        Assert.Equal((ExitCode.Failed, ""), (run.ExitCode, run.Output));
        Assert.Contains(id, run.Error);
        Assert.Contains("refused", run.Error);
    }

    [Fact]
    public async Task Explain_AnothersRequest_IsUnknownToTheTenant()
    {
        var (_, key) = await app.TenantAsync();
        var (other, _) = await app.TenantAsync();
        var (_, id, _) = await app.ChatAsync(key);

        Assert.Equal(ExitCode.Failed, (await RunAsync(id, "--tenant", other)).ExitCode);
    }

    [Theory]
    [InlineData("explain", "no-id")]
    [InlineData("explain", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("explain", "01M8H5GHJ0VTH3GBQ2V0KDSHZ0", "--day", "yesterday")]
    [InlineData("explain", "01M8H5GHJ0VTH3GBQ2V0KDSHZ0", "--tenant", "No")]
    [InlineData("explain", "01M8H5GHJ0VTH3GBQ2V0KDSHZ0", "--storage", "secret")]
    public async Task Explain_WrongUse_IsToldWithoutSecrets(params string[] args)
    {
        var run = await BookRun.StartAsync(ExplainCommand.Create, app.Stores, args);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.DoesNotContain("secret", run.Error);
    }

    private async Task<JsonElement> ExplainAsync(string id)
    {
        var run = await RunAsync(id, "--json");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        return run.Json;
    }

    private Task<BookRun> RunAsync(string id, params string[] more) => BookRun.StartAsync(ExplainCommand.Create, app.Stores, ["explain", id, .. more]);
}
