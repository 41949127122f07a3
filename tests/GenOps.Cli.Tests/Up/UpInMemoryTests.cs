using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GenOps.Cli.Api;
using GenOps.Cli.Profiles;
using GenOps.TestKit;

namespace GenOps.Cli.Tests.Up;

public sealed class UpInMemoryTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(UnixSignal.Interrupt)]
    [InlineData(UnixSignal.Terminate)]
    public async Task Up_Started_PrintedCommandWorksAndASignalStopsEverything(UnixSignal signal)
    {
        await using var up = await UpProcess.StartReadyAsync(_data.Path, "memory");
        var app = await up.AddressAsync();
        var simulator = new Uri(Regex.Match(up.Output, "Together simulator at (\\S+)").Groups[1].Value);

        var answer = await up.RunPrintedCommandAsync();

        Assert.Equal("openai/gpt-oss-20b", answer.GetProperty("model").GetString());
        Assert.Matches("^0\\.[0-9]*[1-9][0-9]*$", answer.GetProperty("genops").GetProperty("cost_usd").GetString());
        Assert.Equal("enforced", answer.GetProperty("genops").GetProperty("policy").GetString());
        Assert.Contains("nothing is kept across a restart", up.Output);
        Assert.Contains("no TOGETHER_API_KEY", up.Output);
        Assert.DoesNotContain('\u001b', up.Output);
        var local = new ProfileStore(up.ProfileFile).Read();
        Assert.Equal("local", local.Current);
        Assert.Equal((await up.RowAsync("Tenant key"), app), (local.Profiles["local"].Key, new Uri(local.Profiles["local"].Url)));
        Assert.Contains("'genops chat' works with nothing set", up.Output);

        up.Signal(signal);
        if (signal == UnixSignal.Terminate)
        {
            // As when a service manager signals the group and `dotnet run` passes the signal on.
            up.Signal(signal);
        }

        Assert.Equal(0, await up.WaitForExitAsync());

        await UpProcess.AssertNothingListensAsync(app);
        await UpProcess.AssertNothingListensAsync(simulator);
        Assert.DoesNotContain("error", up.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Up_Json_OneLineHasWhatAProgramNeeds()
    {
        await using var up = UpProcess.Start(["up", "--port", "0", "--data", _data.Path, "--storage", "memory", "--json", "--admin-key", "admin-key-of-mine"]);
        await up.WaitForLineAsync("^\\{\"url\"");
        var line = JsonElement.Parse(up.Output.Split('\n').Single(static line => line.StartsWith('{')));

        using var admin = new GenOpsApi(new Uri(line.Text("url")!), "admin-key-of-mine");
        using var tenant = new GenOpsApi(new Uri(line.Text("url")!), line.Text("key"));

        Assert.Equal("demo", (await admin.GetAsync("/genops/tenants", TestContext.Current.CancellationToken)).Items("data").Single().Text("tenant"));
        await tenant.GetAsync("/genops/budget", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("curl", up.Output);
        Assert.Equal(0, await up.StopAsync());
    }

    [Fact]
    public async Task Up_SecondSignalWhileACallStillRuns_EndsAtOnce()
    {
        await using var up = await UpProcess.StartReadyAsync(_data.Path, "memory");
        var app = await up.AddressAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app, "/v1/chat/completions"))
        {
            // Three chunks come, so that the call is known to run, and no more for minutes.
            Content = new StringContent(
                """
                {"model": "openai/gpt-oss-20b", "stream": true,
                 "messages": [{"role": "user", "content": "[[sim:fault=stall,chunks=3]]"}]}
                """,
                Encoding.UTF8,
                "application/json"),
        };
        request.Headers.Add("x-api-key", await up.RowAsync("Tenant key"));
        using var running = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(running.IsSuccessStatusCode, $"{running.StatusCode}");

        up.Signal(UnixSignal.Interrupt);
        await up.WaitForLineAsync("once more ends at once");
        up.Signal(UnixSignal.Interrupt);

        Assert.Equal((int)ExitCode.Interrupted, await up.WaitForExitAsync());
        await UpProcess.AssertNothingListensAsync(app);
    }

    [Fact]
    public async Task Up_DataFolderInUse_SecondIsRefusedAndFirstGoesOn()
    {
        await using var first = await UpProcess.StartReadyAsync(_data.Path, "memory");
        await using var second = UpProcess.Start(["up", "--port", "0", "--data", _data.Path, "--storage", "memory"]);

        Assert.Equal((int)ExitCode.Failed, await second.WaitForExitAsync());

        Assert.Equal($"error: Another 'up' runs on {_data.Path}: stop it, or choose another folder with --data.", second.Output);
        Assert.True((await first.RunPrintedCommandAsync()).TryGetProperty("genops", out _));
    }

    [Fact]
    public async Task Up_WrongFlag_UsageCode()
    {
        await using var up = UpProcess.Start(["up", "--prot", "7071"]);

        Assert.Equal((int)ExitCode.Usage, await up.WaitForExitAsync());
        Assert.Contains("--prot", up.Output);
    }

    [Fact]
    public async Task Up_WrongSetting_OneLineForEachAndNothingElse()
    {
        await using var up = UpProcess.Start(
            ["up", "--port", "0", "--data", _data.Path, "--storage", "memory"],
            ("TOGETHER_API_KEY", "a key"),
            ("TOGETHER_BASE_URL", "nowhere"));

        Assert.Equal((int)ExitCode.Failed, await up.WaitForExitAsync());

        Assert.Contains("error: TOGETHER_BASE_URL", up.Output);
        Assert.Contains("error: TOGETHER_API_KEY", up.Output);
        Assert.DoesNotContain("   at ", up.Output);
    }
}
