using GenOps.Infra.Tests.Bicep;

namespace GenOps.Infra.Tests;

/// <summary>The Bicep files as files: free of findings, formatted, and documented.</summary>
public sealed class BicepFileTests(BicepServer bicep)
{
    public static TheoryData<string> Files => [.. Repository.Files("infra", "*.bicep")];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_CompiledAndLinted_HasNoFindings(string file)
    {
        var compilation = await bicep.CompileAsync(Repository.PathOf(file));

        Assert.Empty(compilation.Findings);
        Assert.NotEmpty(compilation.Template);
    }

    [Theory]
    [InlineData("param forgotten string\n", "no-unused-params")]
    [InlineData("param place string = 'westeurope'\noutput location string = toLowr(place)\n", "BCP")]
    [InlineData("@secure()\nparam key string\noutput key string = key\n", "outputs-should-not-contain-secrets")]
    public async Task File_WithAFault_HasAFinding(string text, string code)
    {
        using var copy = new InfraCopy(bicep);

        var compilation = await bicep.CompileAsync(copy.Write("modules/spoiled.bicep", text));

        Assert.Contains(compilation.Findings, finding => finding.Contains(code, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_AsCommitted_IsFormatted(string file) =>
        Assert.Equal(await bicep.FormatAsync(Repository.PathOf(file)), Repository.Read(file));

    [Theory]
    [InlineData("infra/main.bicep")]
    [InlineData("infra/modules/vault.bicep")]
    public async Task Keys_AsParameters_AreSecure(string file)
    {
        var compilation = await bicep.CompileAsync(Repository.PathOf(file));

        var keys = compilation.Section("parameters")
            .Where(parameter => parameter.Name.EndsWith("Key", StringComparison.Ordinal))
            .Select(parameter => parameter.Value.GetProperty("type").GetString());

        Assert.Equal(["securestring", "securestring"], keys);
    }

    [Fact]
    public async Task Parameters_OfMain_AreDescribedAndInTheReadme()
    {
        var compilation = await bicep.CompileAsync(Repository.PathOf("infra/main.bicep"));
        var readme = Repository.Read("infra/README.md");

        Assert.All(compilation.Section("parameters"), parameter =>
        {
            Assert.True(
                parameter.Value.GetProperty("metadata").TryGetProperty("description", out _), $"{parameter.Name} is not described.");
            Assert.Contains($"| `{parameter.Name}` |", readme, StringComparison.Ordinal);
        });
    }
}
