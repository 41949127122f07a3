using System.Text.Json;
using GenOps.TestKit;

namespace GenOps.Simulator.Tests;

/// <summary>The clients that users have, unchanged, against the simulator.</summary>
public sealed class NpmClientTests : SimulatorTest
{
    [Theory]
    [InlineData("openai")]
    [InlineData("together")]
    public async Task Client_ChatStreamModelsEmbeddings_AreAllUnderstood(string client)
    {
        var chat = (await RunAsync("chat.mjs", client, "hello")).Step("chat");
        var stream = await RunAsync("stream.mjs", client, "hello");
        var models = (await RunAsync("models.mjs", client)).Step("models");
        var embeddings = (await RunAsync("embeddings.mjs", client, "a", "b")).Step("embeddings");

        AssertOk(chat);
        var text = chat.GetProperty("text").GetString();
        Assert.NotEqual("", text);
        var withUsage = stream.Step("stream_with_usage");
        AssertOk(withUsage);
        Assert.Equal(text, withUsage.GetProperty("text").GetString());
        Assert.Equal(chat.GetProperty("usage").GetRawText(), withUsage.GetProperty("usage").GetRawText());
        var withoutUsage = stream.Step("stream_without_usage");
        Assert.Equal(text, withoutUsage.GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, withoutUsage.GetProperty("usage").ValueKind);
        Assert.Equal(0, withoutUsage.GetProperty("chunks_without_choices").GetInt32());
        Assert.Contains(models.GetProperty("ids").EnumerateArray(), id => id.GetString() == Model);
        Assert.All(embeddings.GetProperty("vectors").EnumerateArray(), vector => Assert.Equal(8, vector.GetArrayLength()));
        Assert.Equal(4, Server.Books.CallCount);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("together")]
    public async Task Client_Errors_HaveTheirClassAndNumberOfAttempts(string client)
    {
        var run = await RunAsync(
            "chat.mjs",
            client,
            "[[sim:fault=400]]", "[[sim:fault=401]]", "[[sim:fault=402]]", "[[sim:fault=429]]", "[[sim:fault=503,times=2,id=recovers]]");

        (string? Class, int Attempts)[] expected =
        [
            ("BadRequestError", 1), ("AuthenticationError", 1), ("APIError", 1), ("RateLimitError", 3), (null, 3),
        ];
        Assert.Equal(expected, run.Steps.Select(step => (Class(step), step.GetProperty("attempts").GetInt32())));
        Assert.Equal("[recovers]", run.Steps[^1].GetProperty("text").GetString()!.Split(' ')[0]);
    }

    [Theory]
    [InlineData("openai", "stream_error", false)]
    [InlineData("together", "stream_error", false)]
    [InlineData("openai", "cut", true)]
    [InlineData("together", "cut", true)]
    public async Task Client_BrokenStream_NoticesAnErrorEventButNoCut(string client, string fault, bool looksWhole)
    {
        var run = await RunAsync("stream.mjs", client, $"[[sim:fault={fault}]]");

        Assert.Equal(looksWhole, run.Step("stream_with_usage").GetProperty("ok").GetBoolean());
    }

    private static void AssertOk(JsonElement step) => Assert.True(step.GetProperty("ok").GetBoolean(), step.GetRawText());

    private static string? Class(JsonElement step) => step.TryGetProperty("class", out var name) ? name.GetString() : null;

    private async Task<NodeClientRun> RunAsync(string script, string client, params string[] arguments)
    {
        var run = await NodeClients.RunAsync(script, client, Server.BaseAddress, "any-key", arguments, cancellationToken: Cancellation);
        Assert.True(run.ExitCode == 0, string.Join('\n', run.Lines));
        return run;
    }
}
