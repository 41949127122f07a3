using System.Text.Json;
using GenOps.Application.Calls;
using GenOps.Application.Reports;
using GenOps.Application.Sessions;
using GenOps.Application.Tenants;
using GenOps.Core.Policies;
using GenOps.Core.Sessions;
using GenOps.Core.Tenants;
using GenOps.Core.Wire;
using GenOps.Functions.Reports;

namespace GenOps.Functions.Sessions;

/// <summary>Reads what a session is to be started with. Attributes stand in <c>attributes</c>, beside it, or in the usual headers.</summary>
internal static class NewSessionReader
{
    private static readonly string[] Named = ["team", "project", "customer", "cost_center", "environment", "feature", "user"];
    private static readonly string[] Fields = ["name", "attributes", "idle_timeout_seconds", .. Named];

    /// <summary>Reads and resolves; exactly one of the two comes back.</summary>
    public static (NewSession? Session, CallError? Error) Read(JsonElement json, RequestMetadata headers, Caller caller)
    {
        if (JsonBody.FindUnknown(json, Fields) is { } unknown)
        {
            return (null, unknown);
        }

        if (ReadName(json, out var name) is { } badName)
        {
            return (null, badName);
        }

        var idle = JsonFields.Number(json, "idle_timeout_seconds", SessionLimits.DefaultIdleTimeoutSeconds);
        if (idle is not (>= SessionLimits.MinIdleTimeoutSeconds and <= SessionLimits.MaxIdleTimeoutSeconds))
        {
            return (null, Invalid("idle_timeout_seconds", "'idle_timeout_seconds' must be a whole number from "
                + $"{SessionLimits.MinIdleTimeoutSeconds} to {SessionLimits.MaxIdleTimeoutSeconds}."));
        }

        if (ReadAttributes(json, out var body) is { } badAttributes)
        {
            return (null, badAttributes);
        }

        var sources = new AttributionSources(caller.PinnedTeam, caller.PinnedProject, headers, body, new AttributeDefaults());
        return AttributionResolver.Resolve(sources, out var attributes) is { } fault
            ? (null, CallErrors.Of(fault))
            : (new NewSession { Name = name, Attributes = attributes, IdleTimeoutSeconds = (int)idle.Value }, null);
    }

    private static CallError? ReadName(JsonElement json, out string? name)
    {
        name = JsonFields.Text(json, "name");
        var isSound = name is null
            ? !json.TryGetProperty("name", out var value) || value.ValueKind is JsonValueKind.Null
            : name.Length <= SessionLimits.MaxNameLength && !name.Any(char.IsControl);
        return isSound ? null : Invalid("name", $"'name' must be a string of at most {SessionLimits.MaxNameLength} printable characters.");
    }

    private static CallError? ReadAttributes(JsonElement json, out RequestMetadata attributes)
    {
        attributes = RequestMetadata.Empty;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in json.EnumerateObject().Where(field => Named.Contains(field.Name)))
        {
            if (Add(values, field) is { } wrong)
            {
                return wrong;
            }
        }

        if (json.TryGetProperty("attributes", out var inner) && inner.ValueKind is not JsonValueKind.Null)
        {
            if (inner.ValueKind is not JsonValueKind.Object)
            {
                return Invalid("attributes", "'attributes' must be an object of strings.");
            }

            foreach (var field in inner.EnumerateObject())
            {
                if (Add(values, field) is { } wrong)
                {
                    return wrong;
                }
            }
        }

        var tags = values.Where(value => !Named.Contains(value.Key)).ToDictionary(StringComparer.Ordinal);
        if (tags.Count > WireLimits.MaxMetadataNames)
        {
            return Invalid("attributes", $"'attributes' may have at most {WireLimits.MaxMetadataNames} names besides {string.Join(", ", Named)}.");
        }

        attributes = ToMetadata(values, tags);
        return null;
    }

    private static CallError? Add(Dictionary<string, string> values, JsonProperty field)
    {
        if (field.Value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        // Tags are kept as name=value pairs joined by commas.
        var value = field.Value.ValueKind is JsonValueKind.String ? field.Value.GetString()! : null;
        var isTag = !Named.Contains(field.Name);
        var isSound = value?.Length <= WireLimits.MaxMetadataValueLength && !value.Any(char.IsControl)
            && field.Name.Length is > 0 and <= WireLimits.MaxMetadataNameLength
            && (!isTag || IsTag(field.Name, value));
        if (!isSound)
        {
            return Invalid("attributes", $"Attributes are strings of at most {WireLimits.MaxMetadataValueLength} printable characters, their names of "
                + $"at most {WireLimits.MaxMetadataNameLength}; of the names that are not ours, neither name nor value has a comma.");
        }

        if (value!.Length > 0 && !values.TryAdd(field.Name, value) && values[field.Name] != value)
        {
            return Invalid("attributes", $"The {field.Name} stands in the body twice, with two values.");
        }

        return null;
    }

    private static bool IsTag(string name, string value) =>
        !name.AsSpan().ContainsAny(',', '=') && !name.Any(char.IsControl) && !value.Contains(',', StringComparison.Ordinal);

    private static RequestMetadata ToMetadata(Dictionary<string, string> values, Dictionary<string, string> tags) => new()
    {
        Team = values.GetValueOrDefault("team"),
        Project = values.GetValueOrDefault("project"),
        Customer = values.GetValueOrDefault("customer"),
        CostCenter = values.GetValueOrDefault("cost_center"),
        Environment = values.GetValueOrDefault("environment"),
        Feature = values.GetValueOrDefault("feature"),
        User = values.GetValueOrDefault("user"),
        Tags = tags,
    };

    private static CallError Invalid(string param, string message) => new(ErrorCode.InvalidRequest, message) { Param = param };
}
