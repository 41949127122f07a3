using System.Text;
using GenOps.Core.Tenants;
using GenOps.Core.Tenants.Documents;

namespace GenOps.Core.Tests.Tenants.Documents;

/// <summary>Every way in which a tenant document can be wrong.</summary>
public sealed class TenantDocumentFaultTests
{
    [Theory]
    [InlineData("""{"polcy": "strict"}""", "$.polcy")]
    [InlineData("""{"Policy": "strict"}""", "$.Policy")]
    [InlineData("""{"a b": 1}""", "$['a b']")]
    [InlineData("""{"": 1}""", "$['']")]
    [InlineData("""{"policy": "enforced", "policy": "advisory"}""", "$.policy")]
    [InlineData("""{"policy": "Enforced"}""", "$.policy")]
    [InlineData("""{"policy": null}""", "$.policy")]
    [InlineData("""{"policy": 1}""", "$.policy")]
    [InlineData("""{"daily_limit_usd": 10}""", "$.daily_limit_usd")]
    [InlineData("""{"daily_limit_usd": ""}""", "$.daily_limit_usd")]
    [InlineData("""{"daily_limit_usd": "-1"}""", "$.daily_limit_usd")]
    [InlineData("""{"daily_limit_usd": "+1"}""", "$.daily_limit_usd")]
    [InlineData("""{"daily_limit_usd": "1e3"}""", "$.daily_limit_usd")]
    [InlineData("""{"daily_limit_usd": "1,00"}""", "$.daily_limit_usd")]
    [InlineData("""{"daily_limit_usd": "$1"}""", "$.daily_limit_usd")]
    [InlineData("""{"daily_limit_usd": "0.0000000001"}""", "$.daily_limit_usd")]
    [InlineData("""{"daily_limit_usd": "9000000000.000000001"}""", "$.daily_limit_usd")]
    [InlineData("""{"monthly_limit_usd": false}""", "$.monthly_limit_usd")]
    [InlineData("""{"max_cost_per_call_usd": {}}""", "$.max_cost_per_call_usd")]
    [InlineData("""{"teams": []}""", "$.teams")]
    [InlineData("""{"teams": null}""", "$.teams")]
    [InlineData("""{"teams": {"Search": {}}}""", "$.teams.Search")]
    [InlineData("""{"teams": {"-a": {}}}""", "$.teams.-a")]
    [InlineData("""{"teams": {"a.b": {}}}""", "$.teams['a.b']")]
    [InlineData("""{"teams": {"": {}}}""", "$.teams['']")]
    [InlineData("""{"teams": {"a": null}}""", "$.teams.a")]
    [InlineData("""{"teams": {"a": {}, "a": {}}}""", "$.teams.a")]
    [InlineData("""{"teams": {"a": {"weekly_limit_usd": "1"}}}""", "$.teams.a.weekly_limit_usd")]
    [InlineData("""{"teams": {"a": {"daily_limit_usd": "x"}}}""", "$.teams.a.daily_limit_usd")]
    [InlineData("""{"teams": {"a": {"monthly_limit_usd": 1}}}""", "$.teams.a.monthly_limit_usd")]
    [InlineData("""{"teams": {"a": {"projects": []}}}""", "$.teams.a.projects")]
    [InlineData("""{"teams": {"a": {"projects": {"B": {}}}}}""", "$.teams.a.projects.B")]
    [InlineData("""{"teams": {"a": {"projects": {"b": {"projects": {}}}}}}""", "$.teams.a.projects.b.projects")]
    [InlineData("""{"teams": {"a": {"projects": {"b": {"daily_limit_usd": "-0"}}}}}""", "$.teams.a.projects.b.daily_limit_usd")]
    [InlineData("""{"allowed_models": "a"}""", "$.allowed_models")]
    [InlineData("""{"allowed_models": null}""", "$.allowed_models")]
    [InlineData("""{"allowed_models": ["a", 1]}""", "$.allowed_models[1]")]
    [InlineData("""{"allowed_models": [""]}""", "$.allowed_models[0]")]
    [InlineData("""{"allowed_models": ["a b"]}""", "$.allowed_models[0]")]
    [InlineData("""{"denied_models": ["a", "a"]}""", "$.denied_models[1]")]
    [InlineData("""{"denied_models": ["\u00e9"]}""", "$.denied_models[0]")]
    [InlineData("""{"fallback_models": [null]}""", "$.fallback_models[0]")]
    [InlineData("""{"fallback_models": ["1","2","3","4","5","6","7","8","9"]}""", "$.fallback_models")]
    [InlineData("""{"required_attributes": ["colour"]}""", "$.required_attributes[0]")]
    [InlineData("""{"default_max_tokens": 0}""", "$.default_max_tokens")]
    [InlineData("""{"default_max_tokens": null}""", "$.default_max_tokens")]
    [InlineData("""{"default_max_tokens": 1.5}""", "$.default_max_tokens")]
    [InlineData("""{"default_max_tokens": 8193}""", "$.default_max_tokens")]
    [InlineData("""{"max_tokens_cap": 10000001}""", "$.max_tokens_cap")]
    [InlineData("""{"max_tokens_cap": 1023}""", "$.default_max_tokens")]
    [InlineData("""{"requests_per_minute": 0}""", "$.requests_per_minute")]
    [InlineData("""{"requests_per_minute": "60"}""", "$.requests_per_minute")]
    [InlineData("""{"tokens_per_minute": 3000000000}""", "$.tokens_per_minute")]
    [InlineData("""{"max_concurrency": -1}""", "$.max_concurrency")]
    [InlineData("""{"on_pressure": null}""", "$.on_pressure")]
    [InlineData("""{"on_pressure": {"at": 0.5}}""", "$.on_pressure.at")]
    [InlineData("""{"on_pressure": {"at_utilization": 0}}""", "$.on_pressure.at_utilization")]
    [InlineData("""{"on_pressure": {"at_utilization": "0.9"}}""", "$.on_pressure.at_utilization")]
    [InlineData("""{"on_pressure": {"use_model": ""}}""", "$.on_pressure.use_model")]
    [InlineData("""{"alerts": []}""", "$.alerts")]
    [InlineData("""{"alerts": {"webhook": "https://a.example"}}""", "$.alerts.webhook")]
    [InlineData("""{"alerts": {"thresholds": 0.5}}""", "$.alerts.thresholds")]
    [InlineData("""{"alerts": {"thresholds": [0.5, 1.01]}}""", "$.alerts.thresholds[1]")]
    [InlineData("""{"alerts": {"thresholds": [0]}}""", "$.alerts.thresholds[0]")]
    [InlineData("""{"alerts": {"thresholds": [0.0000001]}}""", "$.alerts.thresholds[0]")]
    [InlineData("""{"alerts": {"thresholds": [0.8, 0.5]}}""", "$.alerts.thresholds[1]")]
    [InlineData("""{"alerts": {"thresholds": [0.5, 0.5]}}""", "$.alerts.thresholds[1]")]
    [InlineData("""{"alerts": {"webhook_url": "http://a.example/"}}""", "$.alerts.webhook_url")]
    [InlineData("""{"alerts": {"webhook_url": "/hook"}}""", "$.alerts.webhook_url")]
    [InlineData("""{"alerts": {"webhook_url": "ftp://a.example/"}}""", "$.alerts.webhook_url")]
    [InlineData("""{"alerts": {"webhook_url": "https://user:word@a.example/"}}""", "$.alerts.webhook_url")]
    [InlineData("""{"alerts": {"webhook_url": "https://a.example/\u000a"}}""", "$.alerts.webhook_url")]
    [InlineData("""{"defaults": {"user": "u"}}""", "$.defaults.user")]
    [InlineData("""{"defaults": {"team": "A"}}""", "$.defaults.team")]
    [InlineData("""{"defaults": {"project": ""}}""", "$.defaults.project")]
    [InlineData("""{"defaults": {"environment": ""}}""", "$.defaults.environment")]
    [InlineData("""{"defaults": {"customer": "\u0000"}}""", "$.defaults.customer")]
    [InlineData("""{"defaults": {"cost_center": 7}}""", "$.defaults.cost_center")]
    [InlineData("[]", "$")]
    [InlineData("null", "$")]
    [InlineData("\"text\"", "$")]
    [InlineData("", "$")]
    [InlineData("{", "$")]
    [InlineData("{} {}", "$")]
    [InlineData("""{"policy": "strict",}""", "$")]
    [InlineData("""{"policy": "strict"} // why""", "$")]
    [InlineData("""{"defaults": {"customer": "\ud83d"}}""", "$")]
    [InlineData("""{"\ud83d": 1}""", "$")]
    [InlineData("[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "$")]
    public void Read_OneFault_IsReportedWithItsPath(string json, string path)
    {
        var reading = TenantDocumentReader.Read(Encoding.UTF8.GetBytes(json), new DocumentOptions());

        Assert.Null(reading.Document);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal(path, fault.Path);
        Assert.EndsWith(".", fault.Message);
    }

    [Theory]
    [InlineData(501, true)]
    [InlineData(500, false)]
    public void Read_ManyScopes_FiveHundredAtMost(int count, bool isFault)
    {
        var projects = string.Join(',', Enumerable.Range(0, count - 1).Select(number => $$"""
            "p{{number}}": {}
            """));

        var reading = Read($$$"""{"teams": {"a": {"projects": { {{{projects}}} } } } }""");

        Assert.Equal(isFault ? ["$.teams"] : [], reading.Faults.Select(fault => fault.Path));
    }

    [Theory]
    [InlineData("allowed_models", 200)]
    [InlineData("denied_models", 200)]
    public void Read_ManyModels_TwoHundredAtMost(string field, int most)
    {
        Assert.Empty(Read(Models(field, most)).Faults);
        Assert.Equal("$." + field, Assert.Single(Read(Models(field, most + 1)).Faults).Path);
    }

    [Fact]
    public void Read_ManyThresholds_TwentyAtMost()
    {
        string Thresholds(int count) => string.Join(',', Enumerable.Range(1, count).Select(number => $"0.{number:D2}"));

        Assert.Empty(Read($$"""{"alerts": {"thresholds": [{{Thresholds(20)}}] } }""").Faults);
        Assert.Equal("$.alerts.thresholds", Assert.Single(Read($$"""{"alerts": {"thresholds": [{{Thresholds(21)}}] } }""").Faults).Path);
    }

    [Fact]
    public void Read_LongTexts_AreBounded()
    {
        string Json(int model, int attribute, int name) => $$"""
            {"on_pressure": {"use_model": "{{new string('m', model)}}"}, "defaults": {"feature": "{{new string('f', attribute)}}"},
             "teams": {"{{new string('t', name)}}": { } } }
            """;

        Assert.Empty(Read(Json(256, 256, 63)).Faults);
        Assert.Equal(3, Read(Json(257, 257, 64)).Faults.Count);
    }

    [Fact]
    public void Read_ManyFaults_AllAreReportedAtOnce()
    {
        var reading = Read("""
            {"policy": "lax", "daily_limit_usd": 5, "teams": {"A": {"limit": 1, "projects": {"b": {"daily_limit_usd": "x"}}}},
             "allowed_models": [1, 2], "default_max_tokens": -1, "on_pressure": {"at_utilization": 2}, "alerts": {"webhook_url": "x"}, "typo": 1}
            """);

        Assert.Equal(
            [
                "$.alerts.webhook_url", "$.allowed_models[0]", "$.allowed_models[1]", "$.daily_limit_usd", "$.default_max_tokens",
                "$.on_pressure.at_utilization", "$.policy", "$.teams.A", "$.teams.A.limit", "$.teams.A.projects.b.daily_limit_usd", "$.typo",
            ],
            reading.Faults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_EndlessFaults_StopAtTheBound()
    {
        var json = "{" + string.Join(',', Enumerable.Range(0, 5_000).Select(number => $"\"x{number}\": 1")) + "}";

        Assert.Equal(DocumentLimits.MaxFaults, Read(json).Faults.Count);
    }

    [Fact]
    public void Read_NotUtf8_IsAFault()
    {
        var reading = TenantDocumentReader.Read(new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, new DocumentOptions());

        Assert.Equal("$", Assert.Single(reading.Faults).Path);
    }

    private static DocumentReading<TenantDocument> Read(string json) =>
        TenantDocumentReader.Read(Encoding.UTF8.GetBytes(json), new DocumentOptions());

    private static string Models(string field, int count) =>
        $"{{\"{field}\": [{string.Join(',', Enumerable.Range(0, count).Select(number => $"\"m{number}\""))}]}}";
}
