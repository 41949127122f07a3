using System.Text.Json;

namespace GenOps.Simulator.Tests;

public sealed class StreamTests : SimulatorTest
{
    [Fact]
    public async Task Stream_WithUsage_SendsRoleContentFinishUsageDone()
    {
        var whole = await AnswerAsync("chat/completions", Chat("hello"));
        var events = await EventsAsync("chat/completions", Chat("hello", ""","stream":true,"stream_options":{"include_usage":true}"""));

        Assert.Equal("[DONE]", events[^1]);
        var chunks = events.SkipLast(1).Select(Parse).ToList();
        Assert.All(chunks, chunk => Assert.Equal("chat.completion.chunk", chunk.GetProperty("object").GetString()));
        Assert.Equal("assistant", Delta(chunks[0]).GetProperty("role").GetString());
        Assert.Equal("stop", chunks[^2].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(0, chunks[^1].GetProperty("choices").GetArrayLength());
        Assert.Equal(whole.GetProperty("usage").GetRawText(), chunks[^1].GetProperty("usage").GetRawText());
        Assert.Equal(
            whole.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(),
            string.Concat(chunks.SkipLast(2).Select(chunk => Delta(chunk).GetProperty("content").GetString())));
    }

    [Fact]
    public async Task Stream_WithoutUsage_SendsNone()
    {
        var events = await EventsAsync("chat/completions", Chat("hello", ""","stream":true"""));

        Assert.All(events.SkipLast(1), chunk => Assert.False(Parse(chunk).TryGetProperty("usage", out _)));
        Assert.All(events.SkipLast(1), chunk => Assert.Equal(1, Parse(chunk).GetProperty("choices").GetArrayLength()));
    }

    [Fact]
    public async Task Stream_UsageOnFinish_StandsBesideTheFinishReason()
    {
        var events = await EventsAsync(
            "chat/completions", Chat("[[sim:usage=on_finish]]", ""","stream":true,"stream_options":{"include_usage":true}"""));

        var last = Parse(events[^2]);
        Assert.Equal("stop", last.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.True(last.GetProperty("usage").GetProperty("completion_tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task Stream_ManyChoices_InterleavesThemAllToTheirEnd()
    {
        var events = await EventsAsync("chat/completions", Chat("hello", ""","stream":true,"n":2"""));

        var choices = events.SkipLast(1).Select(chunk => Parse(chunk).GetProperty("choices")[0]).ToList();
        Assert.Equal(2, choices.Count(choice => choice.GetProperty("finish_reason").ValueKind == JsonValueKind.String));
        Assert.Equal([0, 1], choices.Select(choice => choice.GetProperty("index").GetInt32()).Distinct().Order());
    }

    [Fact]
    public async Task Stream_ToolForced_SendsNameOnceAndArgumentsInParts()
    {
        const string More = ""","stream":true,"tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"required" """;
        var events = await EventsAsync("chat/completions", Chat("hello", More));

        var functions = events.SkipLast(1).Select(chunk => Delta(Parse(chunk)))
            .Where(delta => delta.TryGetProperty("tool_calls", out _))
            .Select(delta => delta.GetProperty("tool_calls")[0].GetProperty("function"))
            .ToList();
        Assert.Equal("f", Assert.Single(functions, function => function.TryGetProperty("name", out _)).GetProperty("name").GetString());
        var arguments = string.Concat(functions.Select(function => function.GetProperty("arguments").GetString()));
        Assert.Equal("""{"answer":"simulated"}""", arguments);
        Assert.Equal("tool_calls", Parse(events[^2]).GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Stream_Reasoning_ComesFirstAndIsPartOfTheCompletion()
    {
        var events = await EventsAsync(
            "chat/completions", Chat("[[sim:reasoning=5]]", ""","stream":true,"stream_options":{"include_usage":true}"""));

        var chunks = events.SkipLast(1).Select(Parse).ToList();
        Assert.All(chunks[1..6], chunk => Assert.True(Delta(chunk).TryGetProperty("reasoning", out _)));
        var usage = chunks[^1].GetProperty("usage");
        Assert.Equal(5, usage.GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt32());
        Assert.Equal(chunks.Count - 3, usage.GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Stream_Completions_SendsText()
    {
        var whole = await AnswerAsync("completions", $$"""{"model":"{{Model}}","prompt":"hello"}""");
        var events = await EventsAsync("completions", $$"""{"model":"{{Model}}","prompt":"hello","stream":true}""");

        Assert.Equal(
            whole.GetProperty("choices")[0].GetProperty("text").GetString(),
            string.Concat(events.SkipLast(1).Select(chunk => Parse(chunk).GetProperty("choices")[0].GetProperty("text").GetString())));
    }

    [Fact]
    public async Task Stream_PacedTokens_ArriveBeforeTheEnd()
    {
        using var response = await PostAsync(
            "chat/completions",
            Chat("[[sim:fault=stall,chunks=1,token_delay=1]]", ""","stream":true"""),
            HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));

        Assert.Contains("assistant", await reader.ReadLineAsync(Cancellation));
        await reader.ReadLineAsync(Cancellation);
        Assert.Contains("content", await reader.ReadLineAsync(Cancellation));
    }

    private static JsonElement Delta(JsonElement chunk) => chunk.GetProperty("choices")[0].GetProperty("delta");
}
