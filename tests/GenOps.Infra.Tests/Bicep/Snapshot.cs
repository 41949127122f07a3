using System.Text.Json.Nodes;

namespace GenOps.Infra.Tests.Bicep;

/// <summary>The predicted resources and outputs of a deployment. Values known only at run time are expressions in brackets.</summary>
internal sealed record Snapshot(IReadOnlyList<Resource> Resources, JsonObject Outputs, string Text)
{
    public static Snapshot Parse(string json)
    {
        var root = JsonNode.Parse(json)!;
        var resources = root["predictedResources"]!.AsArray().Select(node => new Resource(node!.AsObject())).ToList();
        return new Snapshot(resources, root["outputs"]?.AsObject() ?? [], json);
    }

    public IEnumerable<Resource> OfType(string type) => Resources.Where(resource => resource.Type == type);

    public Resource Single(string type) => OfType(type).Single();
}
