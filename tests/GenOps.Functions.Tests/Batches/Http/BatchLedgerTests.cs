using System.Text.Json;
using GenOps.Core.Budgets;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Files;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Batches.Http;

/// <summary>What a batch leaves in the ledger, its session and the budget, as its tenant sees it.</summary>
public sealed class BatchLedgerTests(FilesApp app) : IClassFixture<FilesApp>
{
    private const int Items = 12;

    [Fact]
    public async Task Run_BatchWithoutSession_IsASessionOfItsOwn()
    {
        var (tenant, client) = await app.TenantAsync();
        var api = new BatchApi(client);

        var batch = await api.EndOfAsync(await api.CreateAsync(
            await api.UploadAsync(Items, static item => item == 3 ? "[[sim:fault=400]]" : BatchApi.KnownUsage), more: "\"metadata\": {\"team\": \"search\"}"));

        var sessionId = FilesApp.Text(batch.GetProperty("genops"), "session_id");
        var entries = await EntriesAsync(api);
        Assert.Equal(
            Enumerable.Range(0, Items).Select(item => (FilesApp.Text(batch, "id"), $"item-{item}", sessionId, "batch", "search")).Order(),
            entries.Select(static entry => (
                FilesApp.Text(entry, "batch_id"), FilesApp.Text(entry, "custom_id"), FilesApp.Text(entry, "session_id"), FilesApp.Text(entry, "kind"),
                FilesApp.Text(entry.GetProperty("attributes"), "team"))).Order());
        JsonElement session = default;
        await Waiting.UntilAsync(async () => FilesApp.Text(session = await api.GetAsync($"genops/sessions/{sessionId}"), "status") == "ended");
        Assert.Equal(("ended", FilesApp.Text(batch, "id"), Items - 1, 1), (
            FilesApp.Text(session, "status"), FilesApp.Text(session, "name"), session.GetProperty("operations").GetInt32(), session.GetProperty("failures").GetInt32()));
        Assert.Equal((Items - 1) * BatchApi.KnownCostNanoUsd, BatchApi.NanoUsd(session, "cost_usd"));
        Assert.Equal(FilesApp.Text(batch.GetProperty("genops"), "cost_usd"), FilesApp.Text(session, "cost_usd"));
        (await Audit.ReadAsync(app.Host.Stores, tenant)).AssertSumsAgree();
    }

    [Fact]
    public async Task Run_CallersSession_CountsThereAndStaysActive()
    {
        var (_, client) = await app.TenantAsync();
        var api = new BatchApi(client);
        var session = FilesApp.Text(
            await FilesApp.SendAsync(client, HttpMethod.Post, "genops/sessions", FilesApp.Json("{}"), System.Net.HttpStatusCode.Created), "id");

        await api.EndOfAsync(await api.CreateAsync(await api.UploadAsync(Items), more: $"\"metadata\": {{\"session_id\": \"{session}\"}}"));

        var shown = await api.GetAsync($"genops/sessions/{session}");
        Assert.Equal(("active", Items), (FilesApp.Text(shown, "status"), shown.GetProperty("operations").GetInt32()));
        Assert.Single((await api.GetAsync("genops/sessions")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task Budget_WhileChunksRun_ShowsWhatBatchesReserved()
    {
        var (_, client) = await app.TenantAsync(document: new TenantDocument { DailyLimitNanoUsd = 1_000_000_000 });
        var api = new BatchApi(client);
        var batchId = await api.CreateAsync(await api.UploadAsync(Items, static _ => "[[sim:latency=6000]]"), "\"chunk_size\": 6");

        await api.UntilAsync(batchId, static batch => BatchApi.NanoUsd(batch.GetProperty("genops"), "held_usd") > 0);
        var budget = await ScopeAsync(api);
        var held = BatchApi.NanoUsd(budget, "reserved_batches_usd");

        Assert.InRange(held, 6 * BatchApi.WorstOf("[[sim:latency=6000]]"), Items * BatchApi.WorstOf("[[sim:latency=6000]]"));
        Assert.Equal((held, 0L, 0L), (BatchApi.NanoUsd(budget, "held_usd"), BatchApi.NanoUsd(budget, "in_flight_usd"), BatchApi.NanoUsd(budget, "leased_idle_usd")));
        Assert.Equal(1_000_000_000, held + BatchApi.NanoUsd(budget, "spent_usd") + BatchApi.NanoUsd(budget, "remaining_usd"));
        await api.CancelAsync(batchId);
        var done = await api.EndOfAsync(batchId);
        Assert.Equal((0L, BatchApi.NanoUsd(done.GetProperty("genops"), "cost_usd")), (
            BatchApi.NanoUsd(await ScopeAsync(api), "reserved_batches_usd"), BatchApi.NanoUsd(await ScopeAsync(api), "spent_usd")));
    }

    [Fact]
    public async Task Cancel_Running_KeepsAndChargesWhatFinishedInInputOrder()
    {
        var (tenant, client) = await app.TenantAsync();
        var api = new BatchApi(client);
        var batchId = await api.CreateAsync(
            await api.UploadAsync(Items, static item => $"[[sim:prompt_tokens=60,completion_tokens=32,latency={(item < 4 ? 300 : 3_000)}]]"),
            "\"chunk_size\": 4, \"max_concurrency\": 2");
        await api.UntilAsync(batchId, static batch => BatchApi.Count(batch, "completed") > 0);

        var cancelling = await api.CancelAsync(batchId);
        var done = await api.EndOfAsync(batchId);

        Assert.Equal(("cancelling", "cancelled"), (FilesApp.Text(cancelling, "status"), FilesApp.Text(done, "status")));
        var answered = BatchApi.Count(done, "completed");
        Assert.InRange(answered, 1, Items - 1);
        Assert.All(await api.ErrorCodesAsync(done, Items, answered), static code => Assert.Equal("batch_cancelled", code));
        Assert.Equal(answered * BatchApi.KnownCostNanoUsd, BatchApi.NanoUsd(done.GetProperty("genops"), "cost_usd"));
        var output = (await api.LinesAsync(done, "output_file_id")).Select(static line => int.Parse(FilesApp.Text(line, "custom_id")[5..], null)).ToList();
        Assert.Equal(output.Order(), output);
        (await Audit.ReadAsync(app.Host.Stores, tenant)).AssertSumsAgree();
    }

    private static async Task<JsonElement> ScopeAsync(BatchApi api) => (await api.GetAsync("genops/budget")).GetProperty("scopes").EnumerateArray()
        .Single(static scope => FilesApp.Text(scope, "scope") == BudgetPath.Display(BudgetPath.Tenant) && FilesApp.Text(scope, "window").Length == "2026-11-24".Length);

    private static async Task<IReadOnlyList<JsonElement>> EntriesAsync(BatchApi api) =>
        [.. (await api.GetAsync($"genops/ledger/{GovernanceApp.Today:yyyy-MM-dd}")).GetProperty("data").EnumerateArray()];
}
