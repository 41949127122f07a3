using System.Text.Json;
using GenOps.Application.Telemetry;
using GenOps.Functions.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Functions.Tests.Telemetry;

/// <summary>What a collector gets from the app: a process of its own, exporting over OTLP.</summary>
public sealed class TelemetryTests
{
    private static readonly string[] Timers = ["function Housekeeping", "function SweepBatches", "function SweepFiles"];

    [Fact]
    public async Task Chat_OneCall_IsOneTraceFromTheCallerToTheProvider()
    {
        await using var world = await TelemetryWorld.StartAsync();

        await world.ChatAsync("Say something.");
        await Waiting.UntilAsync(() => world.Receiver.Spans.Any(static span => span.ParentId == TelemetryWorld.CallerSpan));

        // Timers go off whenever it is their time, in traces of their own.
        var spans = world.Receiver.Spans.Where(static span => !Timers.Contains(span.Name)).ToList();

        Assert.All(spans, static span => Assert.Equal(TelemetryWorld.TraceId, span.TraceId));
        var server = Assert.Single(spans, static span => span.ParentId == TelemetryWorld.CallerSpan);
        var chat = Assert.Single(spans, static span => span.Scope == TelemetryNames.Source);
        Assert.Equal(($"chat {TelemetryWorld.Model}", server.SpanId), (chat.Name, chat.ParentId));
        AssertDescribed(chat, world);
        Assert.StartsWith($"00-{TelemetryWorld.TraceId}-", Assert.Single(world.Simulator.Books.ReadCalls()).TraceParent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_AllKindsOfCalls_EmitExactlyTheCataloguedMetrics()
    {
        await using var world = await TelemetryWorld.StartAsync();

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
        await using var world = await TelemetryWorld.StartAsync();

        await world.BatchAsync(Items);
        await Waiting.UntilAsync(() => world.Receiver.Spans.Any(static span => span.Name == "function FinalizeBatch"));
        var all = world.Receiver.Spans;
        var byId = all.ToDictionary(static span => span.SpanId);
        var chats = all.Where(static span => span.Scope == TelemetryNames.Source).ToList();

        Assert.Equal(Items, chats.Count);
        Assert.All(chats, static chat => Assert.Equal(TelemetryWorld.TraceId, chat.TraceId));
        Assert.All(world.Simulator.Books.ReadCalls(), static call =>
            Assert.StartsWith($"00-{TelemetryWorld.TraceId}-", call.TraceParent, StringComparison.Ordinal));
        Assert.All(chats, chat => Assert.Equal("function RunChunk", byId[chat.ParentId].Name));
    }

    private static void AssertDescribed(OtlpSpan chat, TelemetryWorld world)
    {
        var expected = new Dictionary<string, string>
        {
            [TelemetryNames.OperationName] = "chat",
            [TelemetryNames.ProviderName] = "together_ai",
            [TelemetryNames.RequestModel] = TelemetryWorld.Model,
            ["gen_ai.response.model"] = TelemetryWorld.Model,
            ["server.address"] = "127.0.0.1",
            [TelemetryNames.Tenant] = TelemetryWorld.Tenant,
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
}
