namespace GenOps.Infra.Tests.Scripts;

/// <summary>infra/deploy.sh with stand-ins for az and dotnet: what it calls, in which order, and that it stops at a failure.</summary>
public sealed class DeployTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("genops-deploy-");

    public DeployTests()
    {
        Directory.CreateDirectory(PathOf("infra"));
        Directory.CreateDirectory(PathOf("bin"));
        File.Copy(Repository.PathOf("infra/deploy.sh"), PathOf("infra/deploy.sh"));
        File.Copy(Repository.PathOf("infra/smoke.sh"), PathOf("infra/smoke.sh"));
        StandIn("az", """
            case "$*" in
              *outputs.appName*) echo the-app ;;
              *outputs.url*) echo "$APP_URL" ;;
              *outputs.durableScheduler*) echo "$SCHEDULER" ;;
              "group create"*) exit "${GROUP_EXIT:-0}" ;;
            esac
            """);
        StandIn("dotnet", "mkdir -p .genops/publish && echo {} > .genops/publish/host.json");
        StandIn("zip", "touch ../app.zip");
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("none", "dotnet publish src/GenOps.Functions --configuration Release --output .genops/publish")]
    [InlineData("Consumption", "dotnet publish src/GenOps.Functions --configuration Release --output .genops/publish -p:DurableBackend=scheduler")]
    public async Task Deploy_EverythingWorks_CreatesPublishesAndTries(string scheduler, string publish)
    {
        await using var app = await FakeApp.StartAsync();

        var result = await DeployAsync(app, ("SCHEDULER", scheduler));

        Assert.True(result.ExitCode == 0, result.ToString());
        var calls = await File.ReadAllLinesAsync(PathOf("calls"));
        Assert.Equal(
            [
                "az group create --name group --location westeurope --output none",
                "az deployment group create --resource-group group --name genops --parameters infra/main.bicepparam zoneRedundant=true --output none",
                publish,
                "zip --quiet --recurse-paths ../app.zip .",
                "az functionapp deployment source config-zip --resource-group group --name the-app --src .genops/app.zip --output none",
            ],
            calls.Where(call => !call.StartsWith("az deployment group show", StringComparison.Ordinal)));
        Assert.Contains("GET /readyz", app.Requests);
        Assert.EndsWith($"{app.Url}\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_FirstCommandFails_StopsThere()
    {
        await using var app = await FakeApp.StartAsync();

        var result = await DeployAsync(app, ("SCHEDULER", "none"), ("GROUP_EXIT", "3"));

        Assert.Equal(3, result.ExitCode);
        Assert.Single(await File.ReadAllLinesAsync(PathOf("calls")));
    }

    [Fact]
    public async Task Deploy_AppNotReady_Fails()
    {
        await using var app = await FakeApp.StartAsync(("GET /readyz", 503));

        var result = await DeployAsync(app, ("SCHEDULER", "none"));

        Assert.Equal(1, result.ExitCode);
    }

    private Task<ShellResult> DeployAsync(FakeApp app, params (string, string)[] environment) => Shell.RunAsync(
        PathOf("infra/deploy.sh"),
        ["group", "westeurope", "zoneRedundant=true"],
        [
            ("PATH", $"{PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}"),
            ("APP_URL", app.Url), ("SMOKE_TRIES", "1"), ("GENOPS_ADMIN_KEY", ""), ("CALLS", PathOf("calls")),
            .. environment,
        ]);

    private void StandIn(string command, string body)
    {
        var path = PathOf(Path.Combine("bin", command));
        File.WriteAllText(path, $"#!/usr/bin/env bash\necho \"{command} $*\" >> \"$CALLS\"\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string PathOf(string relativePath) => Path.Combine(_root.FullName, relativePath);
}
