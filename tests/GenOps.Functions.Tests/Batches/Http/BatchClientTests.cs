using System.Text.Json;
using GenOps.Functions.Tests.Support;
using GenOps.TestKit;

namespace GenOps.Functions.Tests.Batches.Http;

/// <summary>Files and batches as the npm clients of OpenAI and Together use them, against the whole app.</summary>
public sealed class BatchClientTests : IAsyncLifetime
{
    private const string Model = "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo";
    private const int Lines = 30;

    private readonly TemporaryFolder _folder = new();
    private AppHost _app = null!;
    private string _key = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await AppHost.StartAsync();
        _key = await TenantSeed.CreateAsync(_app.Stores, "clients", new Core.Tenants.TenantDocument());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("openai", "completed")]
    [InlineData("together", "COMPLETED")]
    public async Task Batch_GoodFile_IsAnsweredInInputOrder(string client, string completed)
    {
        var run = await RunAsync(client, Enumerable.Range(0, Lines).Select(static number => Line($"line-{number}", Model)));

        Assert.True(run.ExitCode == 0, string.Join('\n', run.Lines));
        var ended = run.Step("ended");
        Assert.Equal(completed, ended.GetProperty("status").GetString());
        Assert.Contains(ended.GetProperty("id").GetString(), run.Step("list").GetProperty("ids").EnumerateArray().Select(static id => id.GetString()));
        var output = run.Step("output").GetProperty("lines").EnumerateArray().ToArray();
        Assert.Equal(
            Enumerable.Range(0, Lines).Select(static number => $"line-{number}"), output.Select(static line => line.GetProperty("custom_id").GetString()));
        Assert.All(output, static line => Assert.Equal(200, line.GetProperty("response").GetProperty("status_code").GetInt32()));
        Assert.All(output, static line => Assert.NotEqual(
            0, line.GetProperty("response").GetProperty("body").GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!.Length));
        Assert.Empty(run.Step("errors").GetProperty("lines").EnumerateArray());
    }

    [Theory]
    [InlineData("openai", "failed")]
    [InlineData("together", "FAILED")]
    public async Task Batch_BadLine_IsRefusedWholeAndNothingIsSpent(string client, string failed)
    {
        var run = await RunAsync(client, [Line("a", Model), Line("b", "no/such-model")]);

        var ended = run.Step("ended");
        Assert.Equal(failed, ended.GetProperty("status").GetString());
        if (client == "openai")
        {
            var error = Assert.Single(ended.GetProperty("errors").GetProperty("data").EnumerateArray());
            Assert.Equal(("model_not_priced", 2), (error.GetProperty("code").GetString(), error.GetProperty("line").GetInt32()));
        }
        else
        {
            Assert.StartsWith("Line 2: ", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
        }

        Assert.Empty((await Audit.ReadAsync(_app.Stores, "clients")).Entries);
    }

    private static string Line(string customId, string model) => JsonSerializer.Serialize(new
    {
        custom_id = customId,
        method = "POST",
        url = "/v1/chat/completions",
        body = new { model, max_tokens = 16, messages = new[] { new { role = "user", content = "Say " + customId } } },
    });

    private async Task<NodeClientRun> RunAsync(string client, IEnumerable<string> lines)
    {
        var path = Path.Combine(_folder.Path, "batch.jsonl");
        await File.WriteAllLinesAsync(path, lines);
        return await NodeClients.RunAsync("batch.mjs", client, _app.ApiAddress, _key, [path, "100"]);
    }
}
