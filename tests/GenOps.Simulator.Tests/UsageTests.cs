using System.Text.Json;

namespace GenOps.Simulator.Tests;

public sealed class UsageTests : SimulatorTest
{
    [Fact]
    public async Task Usage_Missing_IsBilledAllTheSame()
    {
        var answer = await AnswerAsync("chat/completions", Chat("[[sim:usage=missing]]"));

        Assert.False(answer.TryGetProperty("usage", out _));
        Assert.True(Assert.Single(Server.Books.ReadCalls()).CompletionTokens > 0);
    }

    [Fact]
    public async Task Usage_MissingInStream_LeavesOutTheUsageChunk()
    {
        var events = await EventsAsync(
            "chat/completions", Chat("[[sim:usage=missing]]", ""","stream":true,"stream_options":{"include_usage":true}"""));

        Assert.All(events.SkipLast(1), chunk => Assert.False(Parse(chunk).TryGetProperty("usage", out _)));
    }

    [Fact]
    public async Task Usage_Null_IsNull()
    {
        var answer = await AnswerAsync("chat/completions", Chat("[[sim:usage=null]]"));

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("usage").ValueKind);
    }

    [Fact]
    public async Task Usage_NullParts_HasNullsBesideThePromptTokens()
    {
        var usage = (await AnswerAsync("chat/completions", Chat("[[sim:usage=null_parts]]"))).GetProperty("usage");

        Assert.Equal(JsonValueKind.Number, usage.GetProperty("prompt_tokens").ValueKind);
        Assert.Equal(JsonValueKind.Null, usage.GetProperty("completion_tokens").ValueKind);
        Assert.Equal(JsonValueKind.Null, usage.GetProperty("prompt_tokens_details").ValueKind);
    }

    [Fact]
    public async Task CachedTokens_InDetails_ArePartOfThePrompt()
    {
        var usage = (await AnswerAsync("chat/completions", Chat("[[sim:prompt_tokens=100,cached=40]]"))).GetProperty("usage");

        Assert.Equal(100, usage.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(40, usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32());
        Assert.False(usage.TryGetProperty("cached_tokens", out _));
        Assert.Equal(40, Assert.Single(Server.Books.ReadCalls()).CachedTokens);
    }

    [Fact]
    public async Task CachedTokens_Flat_StandInUsage()
    {
        var usage = (await AnswerAsync("chat/completions", Chat("[[sim:prompt_tokens=100,cached_flat=40]]"))).GetProperty("usage");

        Assert.Equal(40, usage.GetProperty("cached_tokens").GetInt32());
        Assert.False(usage.TryGetProperty("prompt_tokens_details", out _));
    }

    [Fact]
    public async Task ReasoningTokens_Asked_AreShownAndPartOfTheCompletion()
    {
        var answer = await AnswerAsync("chat/completions", Chat("[[sim:reasoning=7,completion_tokens=20]]"));

        var usage = answer.GetProperty("usage");
        Assert.Equal(20, usage.GetProperty("completion_tokens").GetInt32());
        Assert.Equal(7, usage.GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt32());
        Assert.NotEqual("", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("reasoning").GetString());
    }

    [Fact]
    public async Task Overage_Asked_ExceedsTheBoundOnBothSides()
    {
        // Both markers are equally long, and so are the prompts' bounds.
        var bound = await AnswerAsync("chat/completions", Chat("[[sim:tokens=bound,id=aa]]", ""","max_tokens":50"""));
        var over = await AnswerAsync("chat/completions", Chat("[[sim:overage=9,id=aaaaa]]", ""","max_tokens":50"""));

        var usage = over.GetProperty("usage");
        Assert.Equal(bound.GetProperty("usage").GetProperty("prompt_tokens").GetInt32() + 9, usage.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(59, usage.GetProperty("completion_tokens").GetInt32());
        Assert.Equal(59, Server.Books.ReadCalls()[^1].CompletionTokens);
    }

    [Fact]
    public async Task Size_Asked_PadsTheTextAndNotTheBill()
    {
        var answer = await AnswerAsync("chat/completions", Chat("[[sim:size=5000000]]"));

        Assert.Equal(5_000_000, answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!.Length);
        Assert.Equal(1, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Drip_Asked_SendsTheSameAnswer()
    {
        var fast = await AnswerAsync("completions", """{"model":"m","prompt":"x","max_tokens":3,"user":"[[sim:id=1]]"}""");
        var slow = await AnswerAsync("completions", """{"model":"m","prompt":"x","max_tokens":3,"user":"[[sim:id=1,drip=1]]"}""");

        Assert.Equal(fast.GetProperty("choices").GetRawText(), slow.GetProperty("choices").GetRawText());
    }

    [Fact]
    public async Task Finish_Asked_ReplacesTheReason()
    {
        var answer = await AnswerAsync("chat/completions", Chat("[[sim:finish=eos]]"));

        Assert.Equal("eos", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }
}
