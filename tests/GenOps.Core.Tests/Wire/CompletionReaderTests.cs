using GenOps.Core.Pricing;
using GenOps.Core.Wire;
using static GenOps.Core.Tests.Wire.Bodies;

namespace GenOps.Core.Tests.Wire;

public sealed class CompletionReaderTests
{
    [Fact]
    public void TryRead_Answer_FindsIdModelUsageAndChoices()
    {
        var completion = Answer(
            """
            {"id":"cmpl-1","object":"chat.completion","model":"m\/x","choices":[
              {"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"héllo"}},
              {"index":1,"finish_reason":"eos","message":{"role":"assistant","content":"ab"}}],
             "usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19,
               "prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":3}}}
            """);

        Assert.Equal(("cmpl-1", "m/x", false), (completion.Id, completion.Model, completion.HasError));
        Assert.Equal(new ReportedUsage(12, 7, 19, 4, 3), completion.Usage);
        Assert.Equal((2, 2, 6 + 2 + 2), (completion.ChoiceCount, completion.FinishedCount, completion.TextTokenBound));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":2,"cached_tokens":1}""", 1, 2, null, 1, null)]
    [InlineData("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""", 0, 0, 0, null, null)]
    [InlineData("""{"prompt_tokens":null,"completion_tokens":null}""", null, null, null, null, null)]
    [InlineData("{}", null, null, null, null, null)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":2,"cached_tokens":3,"prompt_tokens_details":{"cached_tokens":2}}""", 5, 2, null, 2, null)]
    [InlineData("""{"prompt_tokens":5,"prompt_tokens_details":{"cached_tokens":2},"cached_tokens":3}""", 5, null, null, 2, null)]
    [InlineData("""{"prompt_tokens":5,"prompt_tokens_details":null,"completion_tokens_details":{"reasoning_tokens":null}}""", 5, null, null, null, null)]
    [InlineData("""{"completion_tokens":9,"reasoning_tokens":4,"completion_tokens_details":{"reasoning_tokens":6,"audio_tokens":1}}""", null, 9, null, null, 6)]
    [InlineData("""{"prompt_tokens":5.5,"completion_tokens":"7","total_tokens":1e99}""", -1, -1, -1, null, null)]
    [InlineData("""{"prompt_tokens":-5,"completion_tokens":{"a":[1]}}""", -5, -1, null, null, null)]
    public void TryRead_Usage_TellsNullFromZero(string usage, int? input, int? output, int? total, int? cached, int? reasoning)
    {
        Assert.Equal(new ReportedUsage(input, output, total, cached, reasoning), Answer($$"""{"usage":{{usage}}}""").Usage);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"usage":null}""")]
    [InlineData("""{"usage":7}""")]
    [InlineData("""{"usage":[1]}""")]
    public void TryRead_NoUsageObject_IsNull(string answer)
    {
        Assert.Null(Answer(answer).Usage);
    }

    [Theory]
    [InlineData("""{"text":"abc"}""", 3)]
    [InlineData("""{"message":{"content":"\u00e9\n\ud83d\ude00\"\ud83d"}}""", 2 + 1 + 4 + 1 + 3)]
    [InlineData("""{"message":{"role":"assistant","id":"x","content":null,"reasoning":"abcd","refusal":"no"}}""", 6)]
    [InlineData("""{"message":{"reasoning_content":"abcd","content":[{"type":"text","text":"ab"}]}}""", 6)]
    [InlineData("""{"message":{"tool_calls":[{"id":"call_1","type":"function","function":{"name":"fn","arguments":"{\"a\":1}"}}]}}""", 2 + 16 + 7)]
    [InlineData("""{"message":{"function_call":{"name":"","arguments":"{}"}}}""", 2)]
    [InlineData("""{"finish_reason":null,"logprobs":{"tokens":["abc"]},"index":0}""", 0)]
    [InlineData("""{"finish_reason":"length"}""", 1)]
    [InlineData("\"text\"", 0)]
    public void TryRead_Text_IsBoundedByItsBytes(string choice, long expected)
    {
        Assert.Equal(expected, Answer($$"""{"choices":[{{choice}}]}""").TextTokenBound);
    }

    [Fact]
    public void TryRead_Embedding_HasUsageAndNoText()
    {
        var completion = Answer("""{"object":"list","data":[{"embedding":[0.1,-2e-3],"index":0}],"model":"e","usage":{"prompt_tokens":3,"total_tokens":3}}""");

        Assert.Equal((0, 0L, new ReportedUsage(3, null, 3)), (completion.ChoiceCount, completion.TextTokenBound, completion.Usage));
    }

    [Theory]
    [InlineData("""{"error":{"message":"no"}}""", true)]
    [InlineData("""{"error":null}""", false)]
    [InlineData("""{"error":"no","choices":[]}""", true)]
    public void TryRead_Error_IsTold(string answer, bool expected)
    {
        Assert.Equal(expected, Answer(answer).HasError);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("{\"id\":\"a\"")]
    [InlineData("{} {}")]
    public void TryRead_NoJsonObject_IsFalse(string answer)
    {
        Assert.False(CompletionReader.TryRead(Utf8(answer), out _));
    }

    [Fact]
    public void TryRead_IdThatIsNoText_IsNull()
    {
        Assert.Null(Answer("""{"id":"\ud800"}""").Id);
        Assert.Null(Answer("""{"id":{"a":1},"model":[2]}""").Model);
        byte[] invalid = [.. "{\"id\":\""u8, 0xFF, .. "\"}"u8];
        Assert.True(CompletionReader.TryRead(invalid, out var completion));
        Assert.Null(completion.Id);
    }

    private static Completion Answer(string json)
    {
        Assert.True(CompletionReader.TryRead(Utf8(json), out var completion));
        return completion;
    }
}
