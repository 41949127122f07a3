using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace GenOps.Infra.Tests;

/// <summary>Every data file parses.</summary>
public sealed class WellFormedTests
{
    public static TheoryData<string> JsonFiles => [.. Repository.Files("infra", "*.json"), "host.json", "local.settings.sample.json"];

    public static TheoryData<string> YamlFiles => [.. Repository.Files("infra", "*.yaml"), .. Repository.Files(".github", "*.yml")];

    [Theory]
    [MemberData(nameof(JsonFiles))]
    public void Json_EveryFile_Parses(string file)
    {
        using var document = JsonDocument.Parse(Repository.Read(file), new JsonDocumentOptions { AllowDuplicateProperties = false });

        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    [Theory]
    [MemberData(nameof(YamlFiles))]
    public void Yaml_EveryFile_Parses(string file)
    {
        var stream = new YamlStream();

        stream.Load(new StringReader(Repository.Read(file)));

        Assert.IsType<YamlMappingNode>(Assert.Single(stream.Documents).RootNode);
    }
}
