using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GenOps.Adapters.Storage;
using GenOps.Application.Storage;
using GenOps.Application.Telemetry;
using GenOps.Azurite;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;
using GenOps.Simulator;
using GenOps.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GenOps.Functions.Tests.Telemetry;

/// <summary>What a collector gets from the app: a process of its own, exporting over OTLP.</summary>
public sealed class TelemetryTests
{
    private const string Model = "openai/gpt-oss-20b";
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string CallerSpan = "b7ad6b7169203331";

    [Fact]
    public async Task Chat_OneCall_IsOneTraceFromTheCallerToTheProvider()
    {
        await using var world = await World.StartAsync();

        await world.ChatAsync("Say something.");
        await Waiting.UntilAsync(() => world.Receiver.Spans.Any(static span => span.Name.StartsWith("function ", StringComparison.Ordinal)));
        var spans = world.Receiver.Spans;

        Assert.All(spans, static span => Assert.Equal(TraceId, span.TraceId));
        var server = Assert.Single(spans, static span => span.ParentId == CallerSpan);
        var chat = Assert.Single(spans, static span => span.Scope == TelemetryNames.Source);
        Assert.Equal(($"chat {Model}", server.SpanId), (chat.Name, chat.ParentId));
        AssertDescribed(chat, world);
    }

    [Fact]
    public async Task Chat_AllKindsOfCalls_EmitExactlyTheCataloguedMetrics()
    {
        await using var world = await World.StartAsync();

        await world.ChatAsync("Say something.");
        await world.ChatAsync("Fail. [[sim:fault=400]]", isAnswered: false);
        await world.ChatAsync(new string('x', 100_000), isAnswered: false, maxTokens: 100_000_000);
        await Waiting.UntilAsync(() => Catalogue().All(metric => world.Receiver.Metrics.Any(sent => sent.Name == metric.Name)));

        var sent = world.Receiver.Metrics.Where(static metric => metric.Scope == TelemetryNames.Source).ToLookup(static metric => metric.Name);
        Assert.Equal(Catalogue().Select(static metric => metric.Name).Order(), sent.Select(static metrics => metrics.Key).Order());
        Assert.All(Catalogue(), metric =>
        {
            Assert.All(sent[metric.Name], point => Assert.Equal((metric.Instrument, metric.Unit), (point.Instrument, point.Unit)));
            Assert.Equal(metric.Attributes.Order(), sent[metric.Name].SelectMany(static point => point.Attributes).Distinct().Order());
        });
    }

    [Fact]
    public async Task Batch_HundredItems_IsOneConnectedTrace()
    {
        const int Items = 100;
        await using var world = await World.StartAsync();

        await world.BatchAsync(Items);
        await Waiting.UntilAsync(() => world.Receiver.Spans.Any(static span => span.Name == "function FinalizeBatch"));
        var all = world.Receiver.Spans;
        var byId = all.ToDictionary(static span => span.SpanId);
        var chats = all.Where(static span => span.Scope == TelemetryNames.Source).ToList();

        Assert.Equal(Items, chats.Count);
        Assert.All(chats, static chat => Assert.Equal(TraceId, chat.TraceId));
        Assert.All(chats, chat => Assert.Equal("function RunChunk", byId[chat.ParentId].Name));
    }

    private static void AssertDescribed(OtlpSpan chat, World world)
    {
        var expected = new Dictionary<string, string>
        {
            [TelemetryNames.OperationName] = "chat",
            [TelemetryNames.ProviderName] = "together_ai",
            [TelemetryNames.RequestModel] = Model,
            ["gen_ai.response.model"] = Model,
            ["server.address"] = "127.0.0.1",
            [TelemetryNames.Tenant] = World.Tenant,
            [TelemetryNames.Team] = "search",
            [TelemetryNames.CostCurrency] = "USD",
            [TelemetryNames.PolicyName] = "enforced",
            [TelemetryNames.PolicyResult] = "allowed",
            [TelemetryNames.BudgetScope] = "tenant",
        };
        Assert.All(expected, pair => Assert.Equal(pair.Value, chat.Attributes[pair.Key]));
        var billed = Assert.Single(world.Simulator.Books.ReadCalls());
        Assert.Equal(($"{billed.PromptTokens}", $"{billed.CompletionTokens}"),
            (chat.Attributes[TelemetryNames.InputTokens], chat.Attributes[TelemetryNames.OutputTokens]));
        Assert.DoesNotContain(chat.Attributes.Values, static value => value.Contains("Say something", StringComparison.Ordinal));
    }

    private static CataloguedMetric[] Catalogue() =>
        JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("infra", "observability", "metrics.json")))
            .RootElement.GetProperty("metrics").Deserialize<CataloguedMetric[]>(JsonSerializerOptions.Web)!;

    private sealed record CataloguedMetric(string Name, string Instrument, string Unit, IReadOnlyList<string> Attributes);

    /// <summary>App, storage, provider and collector.</summary>
    private sealed class World(AzuriteInstance azurite, SimulatorServer simulator, OtlpReceiver receiver, AppProcess app, string key) : IAsyncDisposable
    {
        public const string Tenant = "acme";

        private readonly HttpClient _client = Client(app, key);

        public SimulatorServer Simulator => simulator;

        public OtlpReceiver Receiver => receiver;

        public static async Task<World> StartAsync()
        {
            var azurite = await TestAzurite.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
            var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString)]).Build();
            await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddStorage(configuration).BuildServiceProvider();
            var stores = services.GetRequiredService<IRowStores>();
            await stores.CheckAsync(TestContext.Current.CancellationToken);
            var key = await TenantSeed.CreateAsync(stores, Tenant, new TenantDocument { DailyLimitNanoUsd = 1_000_000_000 });
            var simulator = await SimulatorServer.StartAsync();
            var receiver = await OtlpReceiver.StartAsync();
            return new World(azurite, simulator, receiver, await AppProcess.StartAsync(azurite.ConnectionString, simulator.BaseAddress, receiver.Settings), key);
        }

        public async Task ChatAsync(string text, bool isAnswered = true, int maxTokens = 100)
        {
            using var response = await _client.PostAsJsonAsync(
                "v1/chat/completions", new { model = Model, messages = new[] { new { role = "user", content = text } }, max_tokens = maxTokens });
            Assert.True(response.IsSuccessStatusCode == isAnswered, await response.Content.ReadAsStringAsync());
        }

        public async Task BatchAsync(int items)
        {
            var lines = Enumerable.Range(0, items).Select(static item => JsonSerializer.Serialize(new
            {
                custom_id = $"item-{item}",
                method = "POST",
                url = "/v1/chat/completions",
                body = new { model = Model, messages = new[] { new { role = "user", content = "Say something." } }, max_tokens = 10 },
            }));
            using var form = new MultipartFormDataContent
            {
                { new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "file", "lines.jsonl" },
                { new StringContent("batch"), "purpose" },
            };
            var file = await ReadAsync(await _client.PostAsync(new Uri("v1/files", UriKind.Relative), form));
            await ReadAsync(await _client.PostAsJsonAsync(
                "v1/batches", new { input_file_id = file.GetProperty("id").GetString(), endpoint = "/v1/chat/completions", completion_window = "24h" }));
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await app.DisposeAsync();
            await receiver.DisposeAsync();
            await simulator.DisposeAsync();
            await azurite.DisposeAsync();
        }

        private static HttpClient Client(AppProcess app, string key)
        {
            var client = new HttpClient { BaseAddress = app.Address };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            client.DefaultRequestHeaders.Add("x-genops-team", "search");
            client.DefaultRequestHeaders.Add("x-genops-project", "ranking");
            client.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-{CallerSpan}-01");
            return client;
        }

        private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
        {
            using (response)
            {
                var text = await response.Content.ReadAsStringAsync();
                Assert.True(response.IsSuccessStatusCode, text);
                return JsonDocument.Parse(text).RootElement;
            }
        }
    }
}
