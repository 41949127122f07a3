using System.Text.Json;

namespace GenOps.Infra.Tests.Bicep;

/// <summary>A compiled Bicep file. Without findings it compiled, and the linter is content.</summary>
internal sealed record Compilation(string Template, IReadOnlyList<string> Findings)
{
    public JsonElement Root => JsonDocument.Parse(Template).RootElement;

    public IEnumerable<JsonProperty> Section(string name) =>
        Root.TryGetProperty(name, out var section) ? section.EnumerateObject() : [];
}
