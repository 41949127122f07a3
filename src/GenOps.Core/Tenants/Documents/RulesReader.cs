using System.Text.Json;

namespace GenOps.Core.Tenants.Documents;

/// <summary>Reads the objects on_pressure, alerts and defaults of a document.</summary>
internal static class RulesReader
{
    private const int Million = 1_000_000;
    private const string AttributeDescription = "a text of 1 to 256 characters without control characters";

    private static readonly string[] PressureFields = ["at_utilization", "use_model"];
    private static readonly string[] AlertFields = ["thresholds", "webhook_url"];
    private static readonly string[] DefaultFields = ["team", "project", "environment", "customer", "cost_center", "feature"];

    public static PressureRule ReadPressure(ObjectReader document)
    {
        var rule = new PressureRule();
        if (document.Find("on_pressure") is not { } element)
        {
            return rule;
        }

        var reader = new ObjectReader(element, document.PathOf("on_pressure"), document.Faults, PressureFields);
        return new PressureRule
        {
            AtUtilizationPpm = reader.Find("at_utilization") is { } share
                ? ReadShare(share, reader.PathOf("at_utilization"), reader.Faults) ?? rule.AtUtilizationPpm
                : rule.AtUtilizationPpm,
            UseModel = reader.OptionalText("use_model", TenantDocumentReader.IsModel, TenantDocumentReader.ModelDescription),
        };
    }

    public static AlertRules ReadAlerts(ObjectReader document, DocumentOptions options)
    {
        if (document.Find("alerts") is not { } element)
        {
            return new AlertRules();
        }

        var reader = new ObjectReader(element, document.PathOf("alerts"), document.Faults, AlertFields);
        var thresholds = reader.Find("thresholds") is null ? new AlertRules().ThresholdsPpm : ReadThresholds(reader);
        return new AlertRules { ThresholdsPpm = thresholds, WebhookUrl = ReadUrl(reader, options) };
    }

    public static AttributeDefaults ReadDefaults(ObjectReader document)
    {
        if (document.Find("defaults") is not { } element)
        {
            return new AttributeDefaults();
        }

        var reader = new ObjectReader(element, document.PathOf("defaults"), document.Faults, DefaultFields);
        return new AttributeDefaults
        {
            Team = reader.OptionalText("team", name => ScopeName.IsValid(name), ScopeName.Description),
            Project = reader.OptionalText("project", name => ScopeName.IsValid(name), ScopeName.Description),
            Environment = reader.OptionalText("environment", IsAttribute, AttributeDescription),
            Customer = reader.OptionalText("customer", IsAttribute, AttributeDescription),
            CostCenter = reader.OptionalText("cost_center", IsAttribute, AttributeDescription),
            Feature = reader.OptionalText("feature", IsAttribute, AttributeDescription),
        };
    }

    private static List<int> ReadThresholds(ObjectReader reader)
    {
        var thresholds = new List<int>();
        foreach (var (value, path) in reader.Items("thresholds", DocumentLimits.MaxThresholds))
        {
            if (ReadShare(value, path, reader.Faults) is not { } share)
            {
                continue;
            }

            if (thresholds.Count > 0 && share <= thresholds[^1])
            {
                reader.Faults.Add(path, $"This is {JsonPath.Show(value)}; each threshold must be higher than the one before it.");
                continue;
            }

            thresholds.Add(share);
        }

        return thresholds;
    }

    private static int? ReadShare(JsonElement value, string path, FaultList faults)
    {
        if (value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var share) && share > 0 && share <= 1
            && decimal.IsInteger(share * Million))
        {
            return (int)(share * Million);
        }

        faults.Add(path, $"This is {JsonPath.Show(value)}; it must be a number over 0, at most 1, with at most 6 decimals.");
        return null;
    }

    private static string? ReadUrl(ObjectReader reader, DocumentOptions options) => reader.OptionalText(
        "webhook_url",
        text => text.Length <= DocumentLimits.MaxUrlCharacters
            && Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (options.AllowHttpWebhooks && url.Scheme == Uri.UriSchemeHttp))
            && url.Host.Length > 0 && url.UserInfo.Length == 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~'),
        (options.AllowHttpWebhooks ? "an absolute http or https URL" : "an absolute https URL")
            + " of at most 2048 ASCII characters without user name and password");

    private static bool IsAttribute(string text) =>
        text.Length is > 0 and <= DocumentLimits.MaxAttributeCharacters && !text.Any(char.IsControl);
}
