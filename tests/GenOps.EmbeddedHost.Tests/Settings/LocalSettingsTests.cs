using GenOps.EmbeddedHost.Hosting;
using GenOps.EmbeddedHost.Tests.Support;
using Microsoft.Azure.Functions.Worker.Builder;

namespace GenOps.EmbeddedHost.Tests.Settings;

[Collection(nameof(ProcessWide))]
public sealed class LocalSettingsTests : IDisposable
{
    private const string Variable = "EMBEDDED_HOST_TEST__Value";
    private const string Key = "EMBEDDED_HOST_TEST:Value";

    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _folder.Dispose();
    }

    [Fact]
    public void CreateBuilder_ValueInFile_IsASetting()
    {
        _folder.Write("local.settings.json", """
            {
              // Comments are allowed, as func allows them.
              "IsEncrypted": false,
              "Values": { "EMBEDDED_HOST_TEST__Value": "from file", "Number": 3, },
            }
            """);

        var configuration = Create().Configuration;

        Assert.Equal("from file", configuration[Key]);
        Assert.Equal("3", configuration["Number"]);
    }

    [Fact]
    public void CreateBuilder_EnvironmentVariable_WinsOverTheFile()
    {
        _folder.Write("local.settings.json", """{ "Values": { "EMBEDDED_HOST_TEST__Value": "from file" } }""");
        Environment.SetEnvironmentVariable(Variable, "from environment");

        Assert.Equal("from environment", Create().Configuration[Key]);
    }

    [Fact]
    public void CreateBuilder_CommandLine_WinsOverTheEnvironment()
    {
        Environment.SetEnvironmentVariable(Variable, "from environment");

        Assert.Equal("from arguments", Create($"--{Key}=from arguments").Configuration[Key]);
    }

    [Fact]
    public void CreateBuilder_NoFile_IsFine() => Assert.Null(Create().Configuration[Key]);

    [Theory]
    [InlineData("""{ "IsEncrypted": true, "Values": {} }""", "IsEncrypted must be false")]
    [InlineData("""{ "Values": { "A": { "B": "c" } } }""", "Values.A must be a string")]
    [InlineData("""{ "Values": [] }""", "Values must be a JSON object")]
    [InlineData("[]", "the root must be a JSON object")]
    [InlineData("{ \"Values\": {\n \"A\": oops } }", "not valid JSON at line 2, byte 7")]
    public void CreateBuilder_FileThatCannotBeUsed_IsRefusedWithItsPath(string content, string reason)
    {
        var path = _folder.Write("local.settings.json", content);

        var refusal = Assert.Throws<HostStartupException>(() => Create());

        Assert.StartsWith($"{path}: {reason}", refusal.Message, StringComparison.Ordinal);
    }

    private FunctionsApplicationBuilder Create(params string[] args) =>
        FunctionsApplication.CreateBuilder([$"--AzureWebJobsScriptRoot={_folder.Path}", .. args]);
}
