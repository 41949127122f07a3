using GenOps.Cli.Tests.Support;

namespace GenOps.Cli.Tests.Api;

public sealed class GenOpsApiTests(CliApp app)
{
    [Fact]
    public async Task Get_AnotherServer_FailsInOneLine()
    {
        var user = (await app.UserAsync()).With("GENOPS_URL", new Uri(app.Simulator, "/").ToString());

        var run = await user.RunAsync("budget");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Matches(@"^error: .* \(404 \w+[^\n]*\)\r?\n$", run.Error);
    }

    [Fact]
    public async Task Refusal_Always_HasOneLineWithStatusCodeAndRequest()
    {
        var run = await (await app.UserAsync()).RunAsync("tenants", "show", "nobody");

        Assert.Matches(@"^error: .+ \(404 not_found, request [0-9A-Z]{26}\)\r?\n$", run.Error);
        Assert.Equal("", run.Output);
    }
}
