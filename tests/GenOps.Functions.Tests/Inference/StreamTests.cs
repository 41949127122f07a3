using System.Text.Json;
using GenOps.Core.Ledger;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>Streams that end well: nothing is held up, and the last chunk carries usage and cost.</summary>
public sealed class StreamTests(StreamApp app) : IClassFixture<StreamApp>
{
    private static readonly object AskingUsage = new { stream = true, stream_options = new { include_usage = true } };

    [Fact]
    public async Task Stream_ChunkByChunk_EachArrivesBeforeTheNextIsSent()
    {
        var caller = await app.CallerAsync();
        using var stream = await app.OpenAsync(caller);

        foreach (var text in (string[])["two", "three", "f\u00FCnf \U0001F600"])
        {
            await stream.Provider.EventAsync(OpenStream.Chunk(text));
            Assert.Equal(OpenStream.Chunk(text), await stream.Client.NextAsync());
        }

        Assert.Equal("no-cache", stream.Client.Response.Headers.CacheControl?.ToString());
        Assert.False(stream.Client.Response.Headers.Contains("x-genops-cost-usd"));
        await stream.EndAsync(OpenStream.Finish(), OpenStream.UsageOnly, OpenStream.Done);
    }

    [Fact]
    public async Task Stream_UsageNotAsked_TheFinishChunkCarriesUsageAndCost()
    {
        var caller = await app.CallerAsync();
        using var stream = await app.OpenAsync(caller);
        Assert.Contains("\"stream_options\":{\"include_usage\":true}", stream.Provider.Body, StringComparison.Ordinal);

        var rest = await stream.EndAsync(OpenStream.Finish(), OpenStream.UsageOnly, OpenStream.Done);

        Assert.Equal([OpenStream.Done], rest.Skip(1));
        var last = JsonDocument.Parse(rest[0]).RootElement;
        Assert.Equal("stop", Assert.Single(last.GetProperty("choices").EnumerateArray()).GetProperty("finish_reason").GetString());
        await AssertChargedAsync(caller, last);
    }

    [Fact]
    public async Task Stream_UsageAsked_TheChunkWithoutChoicesCarriesUsageAndCost()
    {
        var caller = await app.CallerAsync();
        using var stream = await app.OpenAsync(caller, AskingUsage);

        var rest = await stream.EndAsync(OpenStream.Finish(), OpenStream.UsageOnly, OpenStream.Done);

        Assert.Equal((OpenStream.Finish(), OpenStream.Done, 3), (rest[0], rest[2], rest.Count));
        var last = JsonDocument.Parse(rest[1]).RootElement;
        Assert.Equal(0, last.GetProperty("choices").GetArrayLength());
        await AssertChargedAsync(caller, last);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_UsageOnTheFinishChunk_IsUnderstood(bool isAsked)
    {
        var caller = await app.CallerAsync();
        using var stream = await app.OpenAsync(caller, isAsked ? AskingUsage : null);
        var finish = OpenStream.Finish()[..^1] + ",\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,\"total_tokens\":18}}";

        var rest = await stream.EndAsync(finish, OpenStream.Done);

        Assert.Equal(OpenStream.Done, rest[^1]);
        Assert.Equal(1, rest.Count(static data => data.Contains("genops", StringComparison.Ordinal)));
        await AssertChargedAsync(caller, JsonDocument.Parse(rest[^2]).RootElement);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_NoUsageComes_IsChargedItsTextAndSaysSo(bool isAsked)
    {
        var caller = await app.CallerAsync();
        using var stream = await app.OpenAsync(caller, isAsked ? AskingUsage : null);

        var rest = await stream.EndAsync(OpenStream.Finish(), OpenStream.Done);

        var last = JsonDocument.Parse(rest[^2]).RootElement;
        Assert.True(last.GetProperty("genops").GetProperty("estimated").GetBoolean());
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.True(entry is { Status: EntryStatus.Succeeded, Estimated: true, OutputTokens: >= 1, CostNanoUsd: > 0 });
        Assert.Equal(entry.OutputTokens, last.GetProperty("usage").GetProperty("completion_tokens").GetInt64());
    }

    [Fact]
    public async Task Stream_TwoChoices_EndsAfterBothHaveFinished()
    {
        var caller = await app.CallerAsync();
        using var stream = await app.OpenAsync(caller, new { stream = true, n = 2 });

        var rest = await stream.EndAsync(
            OpenStream.Finish(), OpenStream.Chunk("late", 1), OpenStream.Finish(1), OpenStream.UsageOnly, OpenStream.Done);

        Assert.Equal([OpenStream.Finish(), OpenStream.Chunk("late", 1)], rest.Take(2));
        Assert.Equal((4, OpenStream.Done), (rest.Count, rest[3]));
        await AssertChargedAsync(caller, JsonDocument.Parse(rest[2]).RootElement);
    }

    [Fact]
    public async Task Stream_Completion_HasItsOwnShape()
    {
        const string Text = """{"id":"c1","object":"text_completion","choices":[{"index":0,"text":"one","finish_reason":null}]}""";
        const string End = """{"id":"c1","object":"text_completion","choices":[{"index":0,"text":"","finish_reason":"stop"}]}""";
        var caller = await app.CallerAsync();
        using var stream = await app.OpenAsync(caller, new { stream = true, prompt = "hello" }, "v1/completions", Text);
        Assert.StartsWith("POST /v1/completions ", stream.Provider.Head, StringComparison.Ordinal);

        var rest = await stream.EndAsync(End, OpenStream.UsageOnly, OpenStream.Done);

        var last = JsonDocument.Parse(rest[0]).RootElement;
        Assert.Equal("stop", last.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        await AssertChargedAsync(caller, last);
        Assert.Equal(EntryKind.Completion, Assert.Single((await caller.AuditAsync()).Entries).Kind);
    }

    [Fact]
    public async Task Stream_AnyFramingThatTheStandardAllows_IsTheSameToTheClient()
    {
        var caller = await app.CallerAsync();
        using var stream = await app.OpenAsync(caller);

        await stream.Provider.WriteAsync($": ping\n\nevent: message\r\nid: 7\r\ndata: {OpenStream.Chunk("a")}\r\n\r\n");
        Assert.Equal(OpenStream.Chunk("a"), await stream.Client.NextAsync());
        var pieces = $"data: {OpenStream.Chunk("split")}\n\n".Chunk(7).Select(static piece => new string(piece));
        foreach (var piece in pieces)
        {
            await stream.Provider.WriteAsync(piece);
        }

        Assert.Equal(OpenStream.Chunk("split"), await stream.Client.NextAsync());
        await AssertChargedAsync(caller, JsonDocument.Parse((await stream.EndAsync(OpenStream.Finish(), OpenStream.UsageOnly))[0]).RootElement);
    }

    // openai/gpt-oss-20b: 0.05 and 0.20 USD a million tokens.
    private static async Task AssertChargedAsync(InferenceCaller caller, JsonElement last)
    {
        Assert.Equal(7, last.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        var genops = last.GetProperty("genops");
        Assert.Equal((11 * 50) + (7 * 200), genops.GetProperty("cost_nano_usd").GetInt64());
        Assert.False(genops.GetProperty("estimated").GetBoolean());
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((EntryStatus.Succeeded, 1950, false), (entry.Status, entry.CostNanoUsd, entry.Estimated));
    }
}
