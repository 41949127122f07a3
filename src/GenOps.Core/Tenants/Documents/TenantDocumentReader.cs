using System.Buffers;
using System.Text.Json;

namespace GenOps.Core.Tenants.Documents;

/// <summary>Reads the tenant document that an administrator sends and tells everything that is wrong with it at once.</summary>
public static class TenantDocumentReader
{
    /// <summary>What a model's name looks like, for messages.</summary>
    internal const string ModelDescription = "a model's name of 1 to 256 printable ASCII characters without spaces, quotes and backslashes";

    private static readonly SearchValues<char> ModelCharacters = SearchValues.Create(
        Enumerable.Range(0x21, 0x7F - 0x21).Select(code => (char)code).Where(character => character is not ('"' or '\\')).ToArray());

    private static readonly string[] Fields =
    [
        "policy", "daily_limit_usd", "monthly_limit_usd", "teams", "allowed_models", "denied_models", "required_attributes",
        "default_max_tokens", "max_tokens_cap", "max_cost_per_call_usd", "requests_per_minute", "tokens_per_minute", "max_concurrency",
        "fallback_models", "on_pressure", "alerts", "defaults",
    ];

    /// <summary>Reads a document. A field that is absent has its default; a field that is not known is a fault.</summary>
    public static DocumentReading<TenantDocument> Read(ReadOnlyMemory<byte> utf8, DocumentOptions options)
    {
        var faults = new FaultList();
        using var json = JsonText.Parse(utf8, faults);
        var document = json is null ? null : Read(new ObjectReader(json.RootElement, JsonPath.Root, faults, Fields), options);
        return new DocumentReading<TenantDocument>(faults.All.Count == 0 ? document : null, faults.All);
    }

    internal static bool IsModel(string text) =>
        text.Length is > 0 and <= DocumentLimits.MaxModelCharacters && !text.AsSpan().ContainsAnyExcept(ModelCharacters);

    private static TenantDocument Read(ObjectReader reader, DocumentOptions options)
    {
        var defaults = new TenantDocument();
        var document = new TenantDocument
        {
            Policy = ReadPolicy(reader, defaults.Policy),
            DailyLimitNanoUsd = reader.Usd("daily_limit_usd"),
            MonthlyLimitNanoUsd = reader.Usd("monthly_limit_usd"),
            Teams = TeamsReader.Read(reader),
            AllowedModels = Models(reader, "allowed_models", DocumentLimits.MaxModels),
            DeniedModels = Models(reader, "denied_models", DocumentLimits.MaxModels),
            RequiredAttributes = ReadRequired(reader),
            DefaultMaxTokens = reader.Integer("default_max_tokens", defaults.DefaultMaxTokens, 1, DocumentLimits.MaxTokens),
            MaxTokensCap = reader.Integer("max_tokens_cap", defaults.MaxTokensCap, 1, DocumentLimits.MaxTokens),
            MaxCostPerCallNanoUsd = reader.Usd("max_cost_per_call_usd"),
            RequestsPerMinute = reader.OptionalInteger("requests_per_minute", 1, DocumentLimits.MaxRequestsPerMinute),
            TokensPerMinute = reader.OptionalInteger("tokens_per_minute", 1, DocumentLimits.MaxTokensPerMinute),
            MaxConcurrency = reader.OptionalInteger("max_concurrency", 1, DocumentLimits.MaxConcurrency),
            FallbackModels = Models(reader, "fallback_models", DocumentLimits.MaxFallbackModels),
            OnPressure = RulesReader.ReadPressure(reader),
            Alerts = RulesReader.ReadAlerts(reader, options),
            Defaults = RulesReader.ReadDefaults(reader),
        };

        if (document.DefaultMaxTokens > document.MaxTokensCap)
        {
            reader.Faults.Add(
                reader.PathOf("default_max_tokens"),
                $"This is {document.DefaultMaxTokens}, more than max_tokens_cap, {document.MaxTokensCap}; a call that names no bound would always be refused.");
        }

        return document;
    }

    private static IReadOnlyList<string> Models(ObjectReader reader, string name, int most) => reader.Texts(name, most, IsModel, ModelDescription);

    private static IReadOnlyList<string> ReadRequired(ObjectReader reader) => reader.Texts(
        "required_attributes",
        AttributeNames.All.Count,
        name => AttributeNames.All.Contains(name, StringComparer.Ordinal),
        "one of " + string.Join(", ", AttributeNames.All));

    private static PolicyMode ReadPolicy(ObjectReader reader, PolicyMode otherwise)
    {
        if (reader.Find("policy") is not { } value)
        {
            return otherwise;
        }

        if (value.ValueKind is JsonValueKind.String && PolicyNames.TryParse(value.GetString()!, out var policy))
        {
            return policy;
        }

        reader.Faults.Add(reader.PathOf("policy"), $"This is {JsonPath.Show(value)}; it must be advisory, enforced or strict.");
        return otherwise;
    }
}
