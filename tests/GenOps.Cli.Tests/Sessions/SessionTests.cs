using GenOps.Cli.Api;
using GenOps.Cli.Tests.Support;

namespace GenOps.Cli.Tests.Sessions;

public sealed class SessionTests(CliApp app)
{
    [Fact]
    public async Task Session_StartedUsedEnded_ShowsItsSumsAndRefusesMore()
    {
        var user = await app.UserAsync();
        var id = (await user.OutputAsync("sessions", "start", "--name", "nightly", "--team", "search")).Trim();
        await user.OutputAsync("chat", "Hi.", "--session", id);
        var session = await user.JsonAsync("sessions", "show", id);

        var shown = await user.OutputAsync("sessions", "show", id);
        await user.OutputAsync("sessions", "end", id);
        await user.OutputAsync("sessions", "end", id);
        var refused = await user.RunAsync("chat", "Hi.", "--session", id);

        Assert.Contains($"{id} (nightly), active", shown);
        Assert.Contains("team=search", shown);
        Assert.Contains($"Cost        {session.Text("cost_usd")} USD", shown);
        Assert.NotEqual("0.000000000", session.Text("cost_usd"));
        Assert.Matches($@"(?m)^\s+{id}\s+nightly\s+ended\s", await user.OutputAsync("sessions", "list"));
        Assert.Contains("409 session_ended", refused.Error);
    }

    [Fact]
    public async Task Show_Unknown_SaysSo()
    {
        var run = await (await app.UserAsync()).RunAsync("sessions", "show", "01M8H5B7SGY5GFT5WP04V38PFA");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("404 session_not_found", run.Error);
    }
}
