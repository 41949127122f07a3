using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GenOps.Application.Batches;
using GenOps.Application.Tenants;
using GenOps.Core.Accounts;
using GenOps.Core.Batches;
using GenOps.Core.Ledger;
using GenOps.Core.Pricing;
using GenOps.Core.Rows;
using GenOps.Core.Tenants;
using GenOps.Core.Wire;
using GenOps.Functions.Batches.Orchestrations;
using GenOps.Functions.Tests.Support;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenOps.Functions.Tests.Batches.Orchestrations;

/// <summary>Whole batches on the embedded host in memory, with the simulator as the provider.</summary>
public sealed class BatchRunTests
{
    private const string Tenant = "acme";
    private const string Model = "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Run_600ItemsWithBadOnes_EveryLineExactlyOnceAndPaidOnce()
    {
        await using var run = await BatchApp.StartAsync(new TenantDocument());
        var fileId = await run.UploadAsync(600, item => item % 100 == 7 ? "[[sim:fault=400]]" : string.Empty);

        var batch = await run.EndOfAsync(await run.CreateAsync(fileId));

        Assert.Equal((BatchStatus.Completed, 600, 594, 6), (batch.Status, batch.Total, batch.Completed, batch.Failed));
        Assert.Equal(
            Enumerable.Range(0, 600).Where(item => item % 100 != 7).Select(item => $"item-{item}"), await run.CustomIdsAsync(batch.OutputFileId!));
        Assert.Equal(Enumerable.Range(0, 6).Select(item => $"item-{(item * 100) + 7}"), await run.CustomIdsAsync(batch.ErrorFileId!));
        await run.AssertPaidAsync(batch, answers: 594);
        Assert.True(run.App.Simulator.Books.MaximumOpenCalls <= batch.MaxConcurrency);
    }

    [Fact]
    public async Task Run_BudgetForHalf_WaitsAndFinishesOnceTheLimitIsLifted()
    {
        await using var run = await BatchApp.StartAsync(new TenantDocument { DailyLimitNanoUsd = BatchApp.KnownCostNanoUsd * 40 });
        var batchId = await run.CreateAsync(await run.UploadAsync(60, _ => BatchApp.KnownUsage), asked => asked with { ChunkSize = 10 });

        var waiting = await run.UntilAsync(batchId, batch => batch is { WaitingFor: WaitReason.Budget, ResumesAt: not null });
        Assert.Equal(BatchStatus.InProgress, waiting.Status);
        await run.LiftLimitsAsync();
        var batch = await run.EndOfAsync(batchId);

        Assert.Equal((BatchStatus.Completed, 60, WaitReason.None), (batch.Status, batch.Completed, batch.WaitingFor));
        await run.AssertPaidAsync(batch, answers: 60);
    }

    [Fact]
    public async Task Run_BudgetGoneWithFail_ReportsTheRest()
    {
        await using var run = await BatchApp.StartAsync(new TenantDocument { DailyLimitNanoUsd = BatchApp.KnownCostNanoUsd * 40 });

        var batchId = await run.CreateAsync(await run.UploadAsync(60, _ => BatchApp.KnownUsage), asked => asked with { ChunkSize = 10, OnBudget = BudgetGonePolicy.Fail });
        var batch = await run.EndOfAsync(batchId);

        Assert.Equal((BatchStatus.Completed, 60), (batch.Status, batch.Completed + batch.Failed));
        Assert.InRange(batch.Completed, 30, 40);
        var errors = await run.LinesAsync(batch.ErrorFileId!);
        Assert.All(errors, line => Assert.Equal("budget_exceeded", line.GetProperty("error").GetProperty("code").GetString()));
        await run.AssertPaidAsync(batch, batch.Completed);
    }

    [Fact]
    public async Task Cancel_Running_KeepsWhatFinishedAndReleasesTheRest()
    {
        await using var run = await BatchApp.StartAsync(new TenantDocument());
        var fileId = await run.UploadAsync(60, _ => "[[sim:latency=200]]");
        var batchId = await run.CreateAsync(fileId, asked => asked with { ChunkSize = 10, MaxConcurrency = 2 });
        await run.UntilAsync(batchId, _ => run.App.Simulator.Books.CallCount > 2);

        await run.CancelAsync(batchId);
        var batch = await run.EndOfAsync(batchId);

        Assert.Equal((BatchStatus.Cancelled, 60), (batch.Status, batch.Completed + batch.Failed));
        Assert.InRange(batch.Completed, 2, 59);
        await run.AssertPaidAsync(batch, batch.Completed);
    }

    [Fact]
    public async Task Cancel_WaitingForBudget_EndsAtOnce()
    {
        await using var run = await BatchApp.StartAsync(new TenantDocument { DailyLimitNanoUsd = 0 });
        var batchId = await run.CreateAsync(await run.UploadAsync(10));
        await run.UntilAsync(batchId, batch => batch.WaitingFor is WaitReason.Budget);

        await run.CancelAsync(batchId);
        var batch = await run.EndOfAsync(batchId);

        Assert.Equal((BatchStatus.Cancelled, 0, 10, 0L), (batch.Status, batch.Completed, batch.Failed, batch.CostNanoUsd));
        Assert.Equal(0, run.App.Simulator.Books.CallCount);
    }

    [Fact]
    public async Task Run_TwoBatchesAndRoomForOneChunk_BothFinish()
    {
        await using var run = await BatchApp.StartAsync(new TenantDocument { DailyLimitNanoUsd = BatchApp.CostNanoUsd * 45 });
        var fileId = await run.UploadAsync(20);
        string[] ids = [await run.CreateAsync(fileId, Small), await run.CreateAsync(fileId, Small)];

        foreach (var id in ids)
        {
            Assert.Equal(20, (await run.EndOfAsync(id)).Completed);
        }

        static NewBatch Small(NewBatch asked) => asked with { ChunkSize = 5 };
    }

    [Theory]
    [InlineData("1:0.2")]
    [InlineData("2:0.2")]
    public async Task Run_Chaos_EveryLineExactlyOnceAndPaidOnce(string chaos)
    {
        await using var run = await BatchApp.StartAsync(new TenantDocument(), $"GenOps:EmbeddedHost:Chaos={chaos}", "GenOps:Batches:ClaimSeconds=10");

        var batch = await run.EndOfAsync(await run.CreateAsync(await run.UploadAsync(60), asked => asked with { ChunkSize = 10 }));

        Assert.Equal((BatchStatus.Completed, 60, 0), (batch.Status, batch.Completed, batch.Failed));
        Assert.Equal(Enumerable.Range(0, 60).Select(item => $"item-{item}"), await run.CustomIdsAsync(batch.OutputFileId!));
        await run.AssertPaidAsync(batch, answers: 60);
    }

    [Fact]
    public async Task Run_BadFile_FailsAndSpendsNothing()
    {
        await using var run = await BatchApp.StartAsync(new TenantDocument());

        var batch = await run.EndOfAsync(await run.CreateAsync(await run.UploadTextAsync("{\"custom_id\":\"a\"}\n")));

        Assert.Equal((BatchStatus.Failed, 1), (batch.Status, batch.Errors.Count));
        Assert.Equal(0, run.App.Simulator.Books.CallCount);
    }

    /// <summary>The app with one tenant, and what the tests do with its batches.</summary>
    private sealed class BatchApp : IAsyncDisposable
    {
        private readonly string _key;
        private readonly HttpClient _client;

        private BatchApp(AppHost app, string key) => (App, _key, _client) = (app, key, app.Client(key));

        public AppHost App { get; }

        /// <summary>Makes an item cost what <see cref="KnownCostNanoUsd"/> says.</summary>
        public const string KnownUsage = "[[sim:prompt_tokens=60,completion_tokens=32]]";

        /// <summary>What an item with a known usage costs.</summary>
        public static long KnownCostNanoUsd { get; } =
            CallCost.NanoUsd(PriceCatalogue.BuiltIn.Find(Model, GovernanceApp.Today)!, new TokenUsage(60, 32));

        /// <summary>What one item without a text of its own holds.</summary>
        public static long CostNanoUsd { get; } = WorstOf();

        public static async Task<BatchApp> StartAsync(TenantDocument document, params string[] settings)
        {
            var app = await AppHost.StartAsync(null, settings);
            return new BatchApp(app, await TenantSeed.CreateAsync(app.Stores, Tenant, document));
        }

        public Task<string> UploadAsync(int items, Func<int, string>? text = null)
        {
            var lines = Enumerable.Range(0, items).Select(item => string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"custom_id":"item-{{item}}","method":"POST","url":"/v1/chat/completions","body":{{Body(text?.Invoke(item) ?? string.Empty)}}}"""));
            return UploadTextAsync(string.Join('\n', lines));
        }

        public async Task<string> UploadTextAsync(string text)
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent("batch"), "purpose" },
                { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "items.jsonl" },
            };
            using var response = await _client.PostAsync(new Uri("v1/files", UriKind.Relative), form);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
            return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        }

        public async Task<string> CreateAsync(string fileId, Func<NewBatch, NewBatch>? change = null)
        {
            var asked = new NewBatch { Endpoint = InferenceEndpoint.ChatCompletions, InputFileId = fileId };
            var made = await Service.CreateAsync(await CallerAsync(), change?.Invoke(asked) ?? asked, Starter, claim: null, TestContext.Current.CancellationToken);
            return made.Batch!.BatchId;
        }

        public async Task CancelAsync(string batchId) =>
            Assert.NotNull(await Service.CancelAsync(await CallerAsync(), batchId, Starter, TestContext.Current.CancellationToken));

        public async Task<BatchRow> EndOfAsync(string batchId)
        {
            using var patience = new CancellationTokenSource(Patience);
            var end = await Client.WaitForInstanceCompletionAsync(batchId, getInputsAndOutputs: true, patience.Token);
            Assert.True(end.RuntimeStatus is OrchestrationRuntimeStatus.Completed, end.SerializedOutput);
            return await BatchAsync(batchId);
        }

        public async Task<BatchRow> UntilAsync(string batchId, Func<BatchRow, bool> isExpected)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (await BatchAsync(batchId) is var batch)
            {
                if (isExpected(batch))
                {
                    return batch;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
            }

            return null!;
        }

        /// <summary>Takes the limits away as an administrator does.</summary>
        public async Task LiftLimitsAsync()
        {
            using var administrator = App.Client(AppHost.AdminKey);
            using var response = await administrator.PutAsJsonAsync($"genops/tenants/{Tenant}", new { });
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }

        public async Task<IReadOnlyList<JsonElement>> LinesAsync(string fileId)
        {
            var text = await _client.GetStringAsync(new Uri($"v1/files/{fileId}/content", UriKind.Relative));
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        }

        public async Task<IReadOnlyList<string?>> CustomIdsAsync(string fileId) =>
            [.. (await LinesAsync(fileId)).Select(line => line.GetProperty("custom_id").GetString())];

        /// <summary>Every answer has one entry, every sum agrees, and nothing is held any more.</summary>
        public async Task AssertPaidAsync(BatchRow batch, int answers)
        {
            var audit = await Audit.ReadAsync(App.Stores, Tenant);
            audit.AssertSumsAgree();
            Assert.Equal(answers, audit.Entries.Count(entry => entry.Status is EntryStatus.Succeeded));
            Assert.Equal(App.Simulator.Books.CallCount, answers);
            Assert.Equal((audit.Entries.Sum(entry => entry.CostNanoUsd), 0L), (batch.CostNanoUsd, batch.HeldNanoUsd));
            Assert.All(audit.Rows.OfType<WindowRow>(), window => Assert.Equal(0, window.HeldNanoUsd));
            Assert.Empty(audit.Rows.OfType<ReservationRow>());
        }

        public ValueTask DisposeAsync()
        {
            _client.Dispose();
            return App.DisposeAsync();
        }

        private BatchService Service => App.Services.GetRequiredService<BatchService>();

        private DurableTaskClient Client => App.Services.GetRequiredService<DurableTaskClient>();

        private DurableBatchStarter Starter => new(Client, NullLogger<DurableBatchStarter>.Instance);

        private async Task<BatchRow> BatchAsync(string batchId) =>
            (BatchRow)(await App.Stores.Accounts.GetAsync(Tenant, BatchRow.KeyOf(batchId), CancellationToken.None))!.Row;

        private async Task<Caller> CallerAsync() =>
            (await App.Services.GetRequiredService<CallerDirectory>().AuthenticateAsync(_key, TestContext.Current.CancellationToken))!;

        private static string Body(string text) =>
            $$"""{"model":"{{Model}}","max_tokens":32,"messages":[{"role":"user","content":"hello {{text}}"}]}""";

        private static long WorstOf()
        {
            Assert.True(InferenceRequestReader.TryRead(
                InferenceEndpoint.ChatCompletions, Encoding.UTF8.GetBytes(Body(string.Empty)), out var parsed, out _));
            return WorstCase.Of(PriceCatalogue.BuiltIn.Find(Model, GovernanceApp.Today)!, parsed!.ToShape(0)).NanoUsd;
        }
    }
}
