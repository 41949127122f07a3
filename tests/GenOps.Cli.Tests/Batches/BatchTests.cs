using System.Text.Json;
using GenOps.Cli.Api;
using GenOps.Cli.Batches;
using GenOps.Cli.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Cli.Tests.Batches;

public sealed class BatchTests(CliApp app)
{
    private static readonly string[] Quick = ["--interval", "0.05"];

    [Fact]
    public async Task Submit_Watched_EndsWithTheExactCostAndDownloadsInOrder()
    {
        var user = await app.UserAsync();
        var file = user.Write("requests.jsonl", Lines(30, static i => i == 7 ? "[[sim:fault=400]]" : $"Hi {i}."));

        var run = await user.RunAsync(["batch", "submit", file, "--watch", "--team", "search", .. Quick]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var batch = (await user.JsonAsync("batch", "list")).Items("data").Single();
        Assert.Contains($"{batch.Text("id")}: completed", run.Output);
        Assert.Contains("30 of 30, 1 failed", run.Output);
        Assert.True(run.Output.Contains($"Cost     {batch.Field("genops").Text("cost_usd")} USD", StringComparison.Ordinal), $"{run} {batch}");
        Assert.Contains("budget left", run.Error);
        var usage = await user.JsonAsync("usage", "--group-by", "team");
        Assert.Equal("search", usage.Items("rows").Single().Text("team"));

        var (output, errors) = (Path.Combine(user.Folder, "out.jsonl"), Path.Combine(user.Folder, "err.jsonl"));
        await user.OutputAsync("batch", "download", batch.Text("id")!, "--out", output, "--errors", errors);

        Assert.Equal(
            Enumerable.Range(0, 30).Where(static i => i != 7).Select(static i => $"r{i}"), await CustomIdsAsync(output));
        Assert.Equal(["r7"], await CustomIdsAsync(errors));
    }

    [Fact]
    public async Task Download_AFileIsThere_IsNeverReplacedUnlessForced()
    {
        var user = await app.UserAsync();
        var id = await SubmitAsync(user, 1);
        await user.OutputAsync(["batch", "watch", id, .. Quick]);
        var output = user.Write("out.jsonl", "precious");

        var refused = await user.RunAsync("batch", "download", id, "--out", output);

        Assert.Equal(ExitCode.Failed, refused.ExitCode);
        Assert.Contains($"There is a file {output}", refused.Error);
        Assert.Equal("precious", await File.ReadAllTextAsync(output));
        await user.OutputAsync("batch", "download", id, "--out", output, "--force");
        Assert.Equal(["r0"], await CustomIdsAsync(output));
        Assert.Equal([output], Directory.GetFiles(user.Folder, "out*"));
    }

    [Fact]
    public async Task Submit_FaultyFile_NamesTheLinesAndSpendsNothing()
    {
        var user = await app.UserAsync();
        var good = Lines(2, static i => $"Hi {i}.");
        var file = user.Write("bad.jsonl", good + "{\"x\"\n" + good.Split('\n')[0] + "\n");

        var run = await user.RunAsync("batch", "submit", file);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains($"error: {file} is refused; nothing was spent", run.Error);
        Assert.Contains("  line 3: ", run.Error);
        Assert.Contains("  line 4: ", run.Error);
        Assert.DoesNotContain("line 1:", run.Error);
        Assert.Equal("0.000000000", (await user.JsonAsync("usage", "--group-by", "none")).Field("totals").Text("cost_usd"));
    }

    [Fact]
    public async Task Submit_NoFile_NamesIt()
    {
        var run = await (await app.UserAsync()).RunAsync("batch", "submit", "nowhere.jsonl");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("error: nowhere.jsonl can't be read", run.Error);
    }

    [Theory]
    [InlineData("--on-budget", "fali", "'wait'")]
    [InlineData("--max-cost", "much", "'much'")]
    [InlineData("--chunk-size", "501", "1 to 500")]
    [InlineData("--max-concurrency", "0", "1 to 256")]
    [InlineData("--window", "23", "24 to 744")]
    [InlineData("--interval", "0", "0.05 to 3600")]
    public async Task Submit_WrongSetting_IsRefusedBeforeTheUpload(string option, string value, string told)
    {
        var run = await (await app.UserAsync()).RunAsync("batch", "submit", "nowhere.jsonl", option, value);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(told, run.Error);
        Assert.DoesNotContain("can't be read", run.Error);
    }

    [Fact]
    public async Task Submit_Settings_ReachTheApp()
    {
        var user = await app.UserAsync();
        var file = user.Write("requests.jsonl", Lines(3, static i => $"Hi {i}."));

        var batch = await user.JsonAsync(
            "batch", "submit", file, "--chunk-size", "2", "--max-concurrency", "3", "--on-budget", "fail", "--max-cost", "0.5", "--window", "48");

        var governed = batch.Field("genops");
        Assert.Equal((2, 3), (governed.Count("chunk_size"), governed.Count("max_concurrency")));
        Assert.Equal(("fail", "0.500000000", "48h"), (governed.Text("on_budget"), governed.Text("max_cost_usd"), batch.Text("completion_window")));
    }

    [Fact]
    public async Task Watch_BudgetGone_TellsWhatItWaitsForAndGoesOnWhenTheLimitIsRaised()
    {
        var user = await app.UserAsync("0.0001");
        var id = await SubmitAsync(user, 60);
        var paused = await WaitingAsync(user, id);
        Assert.Contains("Paused: the budget has no room", paused.Waiting(DateTimeOffset.UnixEpoch));
        Assert.Matches(@"until \d{4}-\d\d-\d\d 00:00:00Z \(in ", paused.Waiting(DateTimeOffset.UnixEpoch));
        Assert.Contains("budget", await user.OutputAsync("batch", "list"));

        await app.SetLimitAsync(user.Tenant, "10.00");
        var run = await user.RunAsync(["batch", "watch", id, .. Quick]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("60 of 60", run.Output);
    }

    [Fact]
    public async Task Watch_Interrupted_LeavesTheBatchRunningAndSaysHowToComeBack()
    {
        var user = await app.UserAsync("0.0001");
        var id = await SubmitAsync(user, 60);
        await WaitingAsync(user, id);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var run = await user.RunUntilAsync(["batch", "watch", id, .. Quick], stop.Token);

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Contains($"genops batch watch {id}", run.Error);
        Assert.False(await IsOverAsync(user, id));

        await user.OutputAsync("batch", "cancel", id);
        var over = await user.RunAsync(["batch", "watch", id, .. Quick]);
        Assert.Equal(ExitCode.Failed, over.ExitCode);
        Assert.Contains($"{id}: cancelled", over.Output);
    }

    [Fact]
    public async Task Watch_CtrlC_LeavesTheBatchRunning()
    {
        var user = await app.UserAsync("0.0001");
        var id = await SubmitAsync(user, 60);
        await using var watch = ChildProcess.StartDotnet(
            Path.Combine(AppContext.BaseDirectory, "genops.dll"),
            ["batch", "watch", id, .. Quick],
            new Dictionary<string, string?> { ["GENOPS_URL"] = app.Address.ToString(), ["GENOPS_KEY"] = user.Key, ["GENOPS_CONFIG"] = user.ConfigFile });
        await watch.WaitForLineAsync("^Paused: the budget has no room");

        watch.Signal(UnixSignal.Interrupt);

        Assert.Equal((int)ExitCode.Interrupted, await watch.WaitForExitAsync());
        Assert.Contains(watch.Lines, line => line.EndsWith($"genops batch watch {id}", StringComparison.Ordinal));
        Assert.False(await IsOverAsync(user, id));
        await user.OutputAsync("batch", "cancel", id);
    }

    [Fact]
    public async Task Any_Json_IsOneDocument()
    {
        var user = await app.UserAsync();
        var id = await SubmitAsync(user, 2);

        Assert.Equal("completed", (await user.JsonAsync(["batch", "watch", id, .. Quick])).Text("status"));
        Assert.Equal("completed", (await user.JsonAsync("batch", "cancel", id)).Text("status"));
        var output = Path.Combine(user.Folder, "o.jsonl");
        var files = await user.JsonAsync("batch", "download", id, "--out", output);
        Assert.Equal((output, null), (files.Text("output"), files.Text("errors")));
    }

    [Fact]
    public async Task Download_NotOver_SaysSo()
    {
        var user = await app.UserAsync("0.0001");
        var id = await SubmitAsync(user, 60);

        var run = await user.RunAsync("batch", "download", id);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("its results come when it is over", run.Error);
    }

    [Theory]
    [InlineData("watch")]
    [InlineData("cancel")]
    [InlineData("download")]
    public async Task Any_BatchOfAnother_IsUnknown(string command)
    {
        var id = await SubmitAsync(await app.UserAsync(), 1);

        var run = await (await app.UserAsync()).RunAsync("batch", command, id);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("404 not_found", run.Error);
    }

    private static async Task<string> SubmitAsync(CliUser user, int items)
    {
        var file = user.Write("requests.jsonl", Lines(items, static i => $"Hi {i}."));
        return (await user.JsonAsync("batch", "submit", file, "--chunk-size", "10")).Text("id")!;
    }

    private static async Task<BatchState> WaitingAsync(CliUser user, string id)
    {
        using var api = new GenOpsApi(user.App.Address, user.Key);
        while (true)
        {
            var batch = new BatchState(await api.GetAsync($"/v1/batches/{id}", TestContext.Current.CancellationToken));
            if (batch.IsWaiting && batch.Waiting(DateTimeOffset.UnixEpoch)!.Contains("until", StringComparison.Ordinal))
            {
                return batch;
            }

            Assert.False(batch.IsOver, $"It is over: {batch.Json}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<bool> IsOverAsync(CliUser user, string id)
    {
        var batches = (await user.JsonAsync("batch", "list")).Items("data");
        return new BatchState(batches.Single(batch => batch.Text("id") == id)).IsOver;
    }

    private static string Lines(int items, Func<int, string> text) => string.Concat(Enumerable.Range(0, items).Select(i =>
        $$$"""{"custom_id": "r{{{i}}}", "method": "POST", "url": "/v1/chat/completions", "body": """
        + $$$"""{"model": "openai/gpt-oss-20b", "max_tokens": 20, "messages": [{"role": "user", "content": "{{{text(i)}}}"}]}}"""
        + "\n"));

    private static async Task<string?[]> CustomIdsAsync(string path) =>
        [.. (await File.ReadAllLinesAsync(path)).Select(static line => JsonElement.Parse(line).Text("custom_id"))];
}
