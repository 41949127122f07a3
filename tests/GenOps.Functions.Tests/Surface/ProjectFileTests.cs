using System.Text.Json;
using GenOps.TestKit;

namespace GenOps.Functions.Tests.Surface;

/// <summary>What each way to build the app references, as MSBuild itself evaluates the project.</summary>
public sealed class ProjectFileTests
{
    private const string Worker = "Microsoft.Azure.Functions.Worker";

    private static readonly string[] Genuine =
    [
        $"{Worker} 2.52.0",
        $"{Worker}.Extensions.DurableTask 1.15.0",
        $"{Worker}.Extensions.Http 3.3.0",
        $"{Worker}.Extensions.Http.AspNetCore 2.1.0",
        $"{Worker}.Extensions.Timer 4.3.1",
        $"{Worker}.OpenTelemetry 1.2.0",
        $"{Worker}.Sdk 2.0.7",
    ];

    [Fact]
    public async Task Embedded_ReferencesOurHostAndNothingOfTheSdk()
    {
        var project = await EvaluateAsync();

        Assert.Empty(Packages(project));
        Assert.Contains(Projects(project), static name => name == "GenOps.EmbeddedHost");
        Assert.Equal("../../host.json", HostFile(project));
    }

    [Theory]
    [InlineData("-p:FunctionsHost=azure")]
    [InlineData("-p:_IsPublishing=true")]
    [InlineData("-p:FUNCTIONS_CORETOOLS_ENVIRONMENT=true")]
    public async Task Azure_ReferencesTheGenuinePackagesAndNotOurHost(string how)
    {
        var project = await EvaluateAsync(how);

        Assert.Equal(Genuine, Packages(project));
        Assert.DoesNotContain(Projects(project), static name => name == "GenOps.EmbeddedHost");
        Assert.Equal("../../host.json", HostFile(project));
    }

    [Fact]
    public async Task Azure_OnTheScheduler_TakesItsPackageAndItsHostFile()
    {
        var project = await EvaluateAsync("-p:FunctionsHost=azure", "-p:DurableBackend=scheduler");

        Assert.Equal([$"{Worker}.Extensions.DurableTask.AzureManaged 1.6.0"], Packages(project).Except(Genuine));
        Assert.Equal("../../infra/host.scheduler.json", HostFile(project));
    }

    [Fact]
    public void Sources_HaveNoConditionalCode()
    {
        var files = Directory.EnumerateFiles(RepositoryRoot.Combine("src", "GenOps.Functions"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

        Assert.DoesNotContain(files, static file => File.ReadLines(file).Any(static line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)));
    }

    private static async Task<JsonElement> EvaluateAsync(params string[] properties)
    {
        string[] items = ["-getItem:PackageReference", "-getItem:PackageVersion", "-getItem:ProjectReference", "-getItem:None"];
        await using var msbuild = ChildProcess.Start(
            "dotnet", ["msbuild", RepositoryRoot.Combine("src", "GenOps.Functions", "GenOps.Functions.csproj"), .. items, .. properties]);
        Assert.Equal(0, await msbuild.WaitForExitAsync());
        return JsonDocument.Parse(string.Join('\n', msbuild.Lines)).RootElement.GetProperty("Items");
    }

    private static List<string> Packages(JsonElement project)
    {
        var versions = project.GetProperty("PackageVersion").EnumerateArray()
            .ToDictionary(static item => Text(item, "Identity"), static item => Text(item, "Version"));
        return [.. project.GetProperty("PackageReference").EnumerateArray()
            .Select(static item => Text(item, "Identity"))
            .Where(static name => name.StartsWith(Worker, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => $"{name} {versions[name]}")];
    }

    private static IEnumerable<string> Projects(JsonElement project) =>
        project.GetProperty("ProjectReference").EnumerateArray().Select(static item => Text(item, "Filename"));

    private static string HostFile(JsonElement project) =>
        Text(project.GetProperty("None").EnumerateArray().Single(static item =>
            item.TryGetProperty("Link", out var link) && link.GetString() == "host.json"), "Identity");

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
