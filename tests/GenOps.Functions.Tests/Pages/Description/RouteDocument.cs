using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace GenOps.Functions.Tests.Pages.Description;

/// <summary>The description of the routes, and what of an exchange it does not describe.</summary>
internal sealed class RouteDocument
{
    private const string Schemas = "#/components/schemas/";

    // Sent by the server or by HTTP itself.
    private static readonly string[] Undescribed =
        ["Date", "Server", "Content-Type", "Content-Length", "Transfer-Encoding", "Connection", "Cache-Control", "X-Content-Type-Options", "x-request-id", "Content-Disposition", "x-accel-buffering"];

    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly JsonObject _root;

    public RouteDocument(string json) => _root = JsonNode.Parse(json)!.AsObject();

    /// <summary>All operations by their ids.</summary>
    public IReadOnlyDictionary<string, JsonObject> Operations => _root["paths"]!.AsObject()
        .SelectMany(static path => path.Value!.AsObject())
        .ToDictionary(static operation => operation.Value!["operationId"]!.GetValue<string>(), static operation => operation.Value!.AsObject());

    /// <summary>The operation of a route such as <c>GET v1/models/{*model}</c>; null when it is not described.</summary>
    public JsonObject? OfRoute(string route) => route.Replace("{*", "{", StringComparison.Ordinal).Split(' ') is [var method, var path]
        ? _root["paths"]!["/" + path]?[method.ToLowerInvariant()]?.AsObject()
        : null;

    /// <summary>Whether an operation describes any error.</summary>
    public static bool HasErrors(JsonObject operation) => operation["responses"]!.AsObject().Any(static answer => answer.Key[0] is '4' or '5');

    /// <summary>What an answer has and the description has not, or the other way round.</summary>
    public IReadOnlyList<string> FaultsOf(JsonObject operation, int status, IReadOnlyDictionary<string, string> headers, string body)
    {
        if (operation["responses"]![$"{status}"] is not { } described)
        {
            return [$"Status {status} is not described. {body}"];
        }

        var answer = Resolve(described);
        return [.. HeaderFaults(answer, headers), .. BodyFaults(answer["content"]?.AsObject(), headers.GetValueOrDefault("Content-Type"), body)];
    }

    /// <summary>What of a request's JSON body is not as described.</summary>
    public IReadOnlyList<string> FaultsOfRequest(JsonObject operation, string? type, string body) =>
        operation["requestBody"] is { } described
            ? type == "application/json" && body.Length > 0 ? BodyFaults(described["content"]!.AsObject(), type, body) : []
            : body.Length == 0 ? [] : ["A body is not described."];

    private static IReadOnlyList<string> HeaderFaults(JsonObject answer, IReadOnlyDictionary<string, string> headers)
    {
        var described = answer["headers"]?.AsObject().Select(static header => header.Key).ToList() ?? [];
        var unknown = headers.Keys.Where(name => !Undescribed.Concat(described).Contains(name, StringComparer.OrdinalIgnoreCase)).Select(static name => $"The header {name} is not described.");
        var missing = described.Where(name => name == "x-genops-request-id" && !headers.ContainsKey(name)).Select(static name => $"The header {name} is missing.");
        return [.. unknown, .. missing];
    }

    private IReadOnlyList<string> BodyFaults(JsonObject? content, string? contentType, string body)
    {
        var type = contentType?.Split(';')[0];
        if (type is null || body.Length == 0)
        {
            return content is null || body.Length > 0 ? [] : ["The described body is missing."];
        }

        if (content?[type] is not { } described)
        {
            return [$"The type {type} is not described."];
        }

        return type.EndsWith("json", StringComparison.Ordinal) ? SchemaFaults(described["schema"]!, body) : [];
    }

    private IReadOnlyList<string> SchemaFaults(JsonNode schema, string body)
    {
        // The schemas of the document become definitions of one schema that stands alone.
        var whole = new JsonObject { ["allOf"] = new JsonArray(schema.DeepClone()), ["$defs"] = _root["components"]!["schemas"]!.DeepClone() };
        var text = whole.ToJsonString().Replace(Schemas, "#/$defs/", StringComparison.Ordinal);
        using var json = JsonDocument.Parse(body);
        var result = JsonSchema.FromText(text).Evaluate(json.RootElement, Options);
        return result.IsValid ? [] :
        [
            .. (result.Details ?? []).Where(static detail => detail.Errors is { Count: > 0 })
                .SelectMany(static detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Key}: {error.Value}")),
            body,
        ];
    }

    private JsonObject Resolve(JsonNode node) => node["$ref"] is { } reference
        ? reference.GetValue<string>()[2..].Split('/').Aggregate((JsonNode)_root, static (part, name) => part[name]!).AsObject()
        : node.AsObject();
}
