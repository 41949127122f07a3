using YamlDotNet.RepresentationModel;

namespace GenOps.Infra.Tests.Workflows;

/// <summary>A GitHub Actions workflow.</summary>
internal sealed record Workflow(string Text, YamlMappingNode Root)
{
    public static Workflow Load(string file) => Parse(Repository.Read(file));

    public static Workflow Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return new Workflow(text, (YamlMappingNode)stream.Documents[0].RootNode);
    }

    public IEnumerable<KeyValuePair<string, YamlMappingNode>> Jobs =>
        ((YamlMappingNode)Root["jobs"]).Select(job => KeyValuePair.Create(job.Key.ToString(), (YamlMappingNode)job.Value));

    public IEnumerable<YamlMappingNode> Steps =>
        Jobs.SelectMany(job => ((YamlSequenceNode)job.Value["steps"]).Cast<YamlMappingNode>());

    public IEnumerable<string> Commands => Steps.Select(step => Value(step, "run")).OfType<string>();

    public static string? Value(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value.ToString() : null;

    public static YamlMappingNode? Section(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value as YamlMappingNode : null;
}
