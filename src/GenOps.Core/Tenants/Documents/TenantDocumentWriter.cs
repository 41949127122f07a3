using System.Buffers;
using System.Text;
using System.Text.Json;
using GenOps.Core.Money;

namespace GenOps.Core.Tenants.Documents;

/// <summary>Writes a tenant document in the shape in which <see cref="TenantDocumentReader"/> reads it, every field included.</summary>
public static class TenantDocumentWriter
{
    private const decimal Million = 1_000_000;

    /// <summary>The document as JSON text.</summary>
    public static string ToJson(TenantDocument document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, document);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The document as one JSON value.</summary>
    public static void Write(Utf8JsonWriter writer, TenantDocument document)
    {
        writer.WriteStartObject();
        writer.WriteString("policy", PolicyNames.Format(document.Policy));
        WriteLimits(writer, document.DailyLimitNanoUsd, document.MonthlyLimitNanoUsd);
        WriteTeams(writer, document.Teams);
        WriteTexts(writer, "allowed_models", document.AllowedModels);
        WriteTexts(writer, "denied_models", document.DeniedModels);
        WriteTexts(writer, "required_attributes", document.RequiredAttributes);
        writer.WriteNumber("default_max_tokens", document.DefaultMaxTokens);
        writer.WriteNumber("max_tokens_cap", document.MaxTokensCap);
        WriteUsd(writer, "max_cost_per_call_usd", document.MaxCostPerCallNanoUsd);
        WriteNumber(writer, "requests_per_minute", document.RequestsPerMinute);
        WriteNumber(writer, "tokens_per_minute", document.TokensPerMinute);
        WriteNumber(writer, "max_concurrency", document.MaxConcurrency);
        WriteTexts(writer, "fallback_models", document.FallbackModels);
        WriteRules(writer, document);
        writer.WriteEndObject();
    }

    private static void WriteTeams(Utf8JsonWriter writer, IReadOnlyDictionary<string, TeamRules> teams)
    {
        writer.WriteStartObject("teams");
        foreach (var (name, team) in teams.OrderBy(team => team.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(name);
            WriteLimits(writer, team.DailyLimitNanoUsd, team.MonthlyLimitNanoUsd);
            writer.WriteStartObject("projects");
            foreach (var (projectName, project) in team.Projects.OrderBy(project => project.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject(projectName);
                WriteLimits(writer, project.DailyLimitNanoUsd, project.MonthlyLimitNanoUsd);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter writer, TenantDocument document)
    {
        writer.WriteStartObject("on_pressure");
        writer.WriteNumber("at_utilization", document.OnPressure.AtUtilizationPpm / Million);
        writer.WriteString("use_model", document.OnPressure.UseModel);
        writer.WriteEndObject();

        writer.WriteStartObject("alerts");
        writer.WriteStartArray("thresholds");
        foreach (var threshold in document.Alerts.ThresholdsPpm)
        {
            writer.WriteNumberValue(threshold / Million);
        }

        writer.WriteEndArray();
        writer.WriteString("webhook_url", document.Alerts.WebhookUrl);
        writer.WriteEndObject();

        writer.WriteStartObject("defaults");
        writer.WriteString("team", document.Defaults.Team);
        writer.WriteString("project", document.Defaults.Project);
        writer.WriteString("environment", document.Defaults.Environment);
        writer.WriteString("customer", document.Defaults.Customer);
        writer.WriteString("cost_center", document.Defaults.CostCenter);
        writer.WriteString("feature", document.Defaults.Feature);
        writer.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter writer, long? daily, long? monthly)
    {
        WriteUsd(writer, "daily_limit_usd", daily);
        WriteUsd(writer, "monthly_limit_usd", monthly);
    }

    private static void WriteUsd(Utf8JsonWriter writer, string name, long? nanoUsd) =>
        writer.WriteString(name, nanoUsd is { } amount ? UsdText.Format(amount) : null);

    private static void WriteNumber(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
