using System.Text;
using System.Text.Json;
using GenOps.Core.Tenants;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Core.Tests.Tenants.Documents;

public sealed class TenantDocumentReaderTests
{
    [Fact]
    public void Read_EmptyObject_IsAllDefaults() => Assert.Equal(TypedJson(new TenantDocument()), TypedJson(Read("{}")));

    [Fact]
    public void Read_EveryField_IsTaken()
    {
        var document = Read("""
            {"policy": "strict", "daily_limit_usd": "10.00", "monthly_limit_usd": "0",
             "teams": {"search": {"daily_limit_usd": "5", "monthly_limit_usd": null, "projects": {"ranker": {"daily_limit_usd": "0.000000001"}}}},
             "allowed_models": ["a/b", "c"], "denied_models": ["d"], "required_attributes": ["customer"], "default_max_tokens": 7,
             "max_tokens_cap": 8, "max_cost_per_call_usd": "1.5", "requests_per_minute": 1, "tokens_per_minute": 2, "max_concurrency": 3,
             "fallback_models": ["f"], "on_pressure": {"at_utilization": 0.25, "use_model": "small"},
             "alerts": {"thresholds": [0.5, 1.0], "webhook_url": "https://hooks.example/a?b=c"},
             "defaults": {"team": "t", "project": "p", "environment": "production", "customer": "c", "cost_center": "cc", "feature": "f"}}
            """);

        var expected = new TenantDocument
        {
            Policy = PolicyMode.Strict,
            DailyLimitNanoUsd = 10_000_000_000,
            MonthlyLimitNanoUsd = 0,
            Teams = new Dictionary<string, TeamRules>
            {
                ["search"] = new()
                {
                    DailyLimitNanoUsd = 5_000_000_000,
                    Projects = new Dictionary<string, ProjectRules> { ["ranker"] = new() { DailyLimitNanoUsd = 1 } },
                },
            },
            AllowedModels = ["a/b", "c"],
            DeniedModels = ["d"],
            RequiredAttributes = ["customer"],
            DefaultMaxTokens = 7,
            MaxTokensCap = 8,
            MaxCostPerCallNanoUsd = 1_500_000_000,
            RequestsPerMinute = 1,
            TokensPerMinute = 2,
            MaxConcurrency = 3,
            FallbackModels = ["f"],
            OnPressure = new PressureRule { AtUtilizationPpm = 250_000, UseModel = "small" },
            Alerts = new AlertRules { ThresholdsPpm = [500_000, 1_000_000], WebhookUrl = "https://hooks.example/a?b=c" },
            Defaults = new AttributeDefaults
            {
                Team = "t",
                Project = "p",
                Environment = "production",
                Customer = "c",
                CostCenter = "cc",
                Feature = "f",
            },
        };
        Assert.Equal(TypedJson(expected), TypedJson(document));
    }

    [Fact]
    public void Read_HttpWebhook_OnlyWhenAllowed()
    {
        var json = """{"alerts": {"webhook_url": "http://127.0.0.1:9000/"}}"""u8.ToArray();

        Assert.Null(TenantDocumentReader.Read(json, new DocumentOptions()).Document);
        Assert.NotNull(TenantDocumentReader.Read(json, new DocumentOptions { AllowHttpWebhooks = true }).Document);
    }

    [Fact]
    public void Read_NoThresholds_RaisesNoAlert() => Assert.Empty(Read("""{"alerts": {"thresholds": []}}""").Alerts.ThresholdsPpm);

    [Theory]
    [InlineData(1)]
    [InlineData(20261124)]
    public void Write_ThenRead_GivesTheSameDocument(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 400; round++)
        {
            var document = RandomDocuments.Next(random);

            var json = TenantDocumentWriter.ToJson(document);
            var reading = TenantDocumentReader.Read(Encoding.UTF8.GetBytes(json), new DocumentOptions());

            Assert.True(reading.Faults.Count == 0, $"seed {seed}, round {round}: {string.Join(' ', reading.Faults)} in {json}");
            Assert.True(TypedJson(document) == TypedJson(reading.Document!), $"seed {seed}, round {round}: {json}");
            Assert.Equal(json, TenantDocumentWriter.ToJson(reading.Document!));
        }
    }

    private static TenantDocument Read(string json)
    {
        var reading = TenantDocumentReader.Read(Encoding.UTF8.GetBytes(json), new DocumentOptions());
        Assert.Empty(reading.Faults);
        return reading.Document!;
    }

    // A serialiser that knows nothing of our names, so that reader and writer cannot both forget a field. The order of names is no content.
    private static string TypedJson(TenantDocument document) => JsonSerializer.Serialize(document with
    {
        Teams = Sorted(document.Teams, team => team with { Projects = Sorted(team.Projects, project => project) }),
    });

    private static SortedDictionary<string, TValue> Sorted<TValue>(IReadOnlyDictionary<string, TValue> values, Func<TValue, TValue> change) =>
        new(values.ToDictionary(value => value.Key, value => change(value.Value)), StringComparer.Ordinal);
}
