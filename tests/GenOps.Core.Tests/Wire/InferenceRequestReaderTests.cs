using GenOps.Core.Wire;
using static GenOps.Core.Tests.Wire.Bodies;

namespace GenOps.Core.Tests.Wire;

public sealed class InferenceRequestReaderTests
{
    [Fact]
    public void TryRead_Chat_FindsWhatPricesAndRoutesIt()
    {
        const string Messages = """[ {"role":"system","content":"Be short."}, {"role":"user","content":[{"type":"text","text":"hé"}]} ]""";
        const string Tools = """[{"type":"function","function":{"name":"f"}}]""";
        const string Format = """{"type":"json_object"}""";
        var request = Read(
            $$"""
            { "temperature": 0.5, "model": "openai/gpt-oss-20b", "messages": {{Messages}}, "tools": {{Tools}},
              "response_format": {{Format}}, "max_tokens": 100, "max_completion_tokens": 200, "n": 3, "stream": true,
              "stream_options": {"include_usage": true, "x": 1}, "unknown": {"model": "no"} }
            """);

        Assert.Equal("openai/gpt-oss-20b", request.Model);
        Assert.Equal((2, 1, 3, 1, 3), (request.MessageCount, request.PromptCount, request.N, request.BestOf, request.CompletionCount));
        Assert.Equal((100, 200, 200), (request.MaxTokens, request.MaxCompletionTokens, request.OutputTokenBound));
        Assert.Equal(Utf8(Messages).Length + Utf8(Tools).Length + Utf8(Format).Length, request.BoundBytes);
        Assert.True(request.Stream);
        Assert.True(request.IncludeUsageAsked);
        Assert.Null(request.UnpricedField);
        Assert.Same(RequestMetadata.Empty, request.Metadata);
    }

    [Fact]
    public void TryRead_NullFields_AreAbsent()
    {
        var request = Read(ChatWith(
            """
            "max_tokens":null,"max_completion_tokens":null,"n":null,"best_of":null,"stream":null,"stream_options":null,"metadata":null,
            "tools":null,"response_format":null,"web_search_options":null,"service_tier":null,"modalities":null,"audio":null
            """));

        Assert.Null(request.OutputTokenBound);
        Assert.Equal((1, 1), (request.N, request.BestOf));
        Assert.False(request.Stream);
        Assert.False(request.IncludeUsageAsked);
        Assert.Null(request.UnpricedField);
        Assert.Equal(Read(Chat).BoundBytes, request.BoundBytes);
    }

    [Fact]
    public void TryRead_EscapedNames_AreTheNamesTheyStandFor()
    {
        var request = Read("""{"m\u006fdel":"a\u002fb","messages":[{"r\u006fle":"user"}],"\u006d\u0061\u0078\u005f\u0074\u006f\u006b\u0065\u006e\u0073":7}""");

        Assert.Equal(("a/b", 7), (request.Model, request.MaxTokens));
    }

    [Theory]
    [InlineData("""{"model":"m","prompt":"four"}""", 1, 6)]
    [InlineData("""{"model":"m","prompt":["a","bc"]}""", 2, 7)]
    [InlineData("""{"model":"m","prompt":[1,22,333]}""", 1, 3)]
    [InlineData("""{"model":"m","prompt":[[1,22],[333],[]]}""", 3, 3)]
    [InlineData("""{"model":"m","prompt":"four","suffix":"ab"}""", 1, 10)]
    public void TryRead_Completion_CountsPromptsAndTheirBytes(string body, int prompts, long bytes)
    {
        var request = Read(body, InferenceEndpoint.Completions);

        Assert.Equal((prompts, bytes, prompts), (request.PromptCount, request.BoundBytes, request.CompletionCount));
    }

    [Fact]
    public void TryRead_Completion_BestOfMultipliesLikeN()
    {
        Assert.Equal(10, Read("""{"model":"m","prompt":["a","b"],"n":2,"best_of":5}""", InferenceEndpoint.Completions).CompletionCount);
    }

    [Fact]
    public void TryRead_Embedding_HasInputsAndNoCompletions()
    {
        var request = Read("""{"model":"m","input":["a","b","c"],"stream":true}""", InferenceEndpoint.Embeddings);

        Assert.Equal((3, 0), (request.PromptCount, request.CompletionCount));
        Assert.False(request.Stream);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user"}]}""", "model")]
    [InlineData("""{"model":null,"messages":[{"role":"user"}]}""", "model")]
    [InlineData("""{"model":"","messages":[{"role":"user"}]}""", "model")]
    [InlineData("""{"model":" ","messages":[{"role":"user"}]}""", "model")]
    [InlineData("""{"model":5,"messages":[{"role":"user"}]}""", "model")]
    [InlineData("""{"model":["m"],"messages":[{"role":"user"}]}""", "model")]
    [InlineData("""{"model":"\ud800","messages":[{"role":"user"}]}""", "model")]
    [InlineData("""{"model":"m"}""", "messages")]
    [InlineData("""{"model":"m","messages":null}""", "messages")]
    [InlineData("""{"model":"m","messages":[]}""", "messages")]
    [InlineData("""{"model":"m","messages":"hi"}""", "messages")]
    [InlineData("""{"model":"m","messages":{"role":"user"}}""", "messages")]
    [InlineData("""{"model":"m","messages":[{"role":"user"},"hi"]}""", "messages[1]")]
    [InlineData("""{"model":"m","messages":[{"content":"hi"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":""}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":7}]}""", "messages[0].role")]
    public void TryRead_WrongModelOrMessages_NamesTheParam(string body, string param)
    {
        Assert.Equal(param, Refuse(body).Param);
    }

    [Theory]
    [InlineData("max_tokens", "0")]
    [InlineData("max_tokens", "-1")]
    [InlineData("max_tokens", "-0")]
    [InlineData("max_tokens", "5.0")]
    [InlineData("max_tokens", "1e3")]
    [InlineData("max_tokens", "2147483648")]
    [InlineData("max_tokens", "99999999999999999999999999999999999999")]
    [InlineData("max_tokens", "\"5\"")]
    [InlineData("max_tokens", "true")]
    [InlineData("max_tokens", "[5]")]
    [InlineData("max_tokens", "{\"a\":1}")]
    [InlineData("max_completion_tokens", "0")]
    [InlineData("max_completion_tokens", "1.5")]
    [InlineData("n", "0")]
    [InlineData("n", "129")]
    [InlineData("n", "\"2\"")]
    [InlineData("best_of", "-3")]
    [InlineData("best_of", "129")]
    [InlineData("stream", "1")]
    [InlineData("stream", "\"true\"")]
    [InlineData("stream_options", "true")]
    [InlineData("stream_options", "[]")]
    [InlineData("metadata", "\"team\"")]
    [InlineData("metadata", "[]")]
    public void TryRead_WrongValue_NamesTheParam(string field, string value)
    {
        Assert.Equal(field, Refuse(ChatWith($"\"{field}\":{value}")).Param);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("2147483647", int.MaxValue)]
    public void TryRead_MaxTokensAtItsLimits_IsRead(string value, int expected)
    {
        Assert.Equal(expected, Read(ChatWith($"\"max_tokens\":{value}")).MaxTokens);
    }

    [Theory]
    [InlineData("""{"model":"m","prompt":[]}""")]
    [InlineData("""{"model":"m","prompt":5}""")]
    [InlineData("""{"model":"m","prompt":{"a":1}}""")]
    [InlineData("""{"model":"m","prompt":["a",5]}""")]
    [InlineData("""{"model":"m","prompt":[5,"a"]}""")]
    [InlineData("""{"model":"m","prompt":[["a"]]}""")]
    [InlineData("""{"model":"m","prompt":["a",null]}""")]
    [InlineData("""{"model":"m"}""")]
    public void TryRead_WrongPrompt_NamesTheParam(string body)
    {
        Assert.Equal("prompt", Refuse(body, InferenceEndpoint.Completions).Param);
        Assert.Equal("input", Refuse(body.Replace("prompt", "input", StringComparison.Ordinal), InferenceEndpoint.Embeddings).Param);
    }

    [Theory]
    [InlineData("\"model\":\"other\"", "model")]
    [InlineData("\"mod\\u0065l\":\"other\"", "model")]
    [InlineData("\"max_tokens\":1,\"max_tokens\":100000", "max_tokens")]
    [InlineData("\"max_tokens\":null,\"max_tokens\":100000", "max_tokens")]
    [InlineData("\"x\":1,\"y\":2,\"x\":3", "x")]
    public void TryRead_NameTwice_IsRefused(string properties, string param)
    {
        Assert.Equal(param, Refuse(ChatWith(properties)).Param);
    }

    [Fact]
    public void TryRead_IncludeUsageTwiceOrNoBoolean_IsRefused()
    {
        Assert.Equal("stream_options.include_usage", Refuse(ChatWith("""  "stream_options":{"include_usage":false,"include_usage":true}""")).Param);
        Assert.Equal("stream_options.include_usage", Refuse(ChatWith("""  "stream_options":{"include_usage":1}""")).Param);
    }

    [Fact]
    public void TryRead_OverTheLimits_IsRefused()
    {
        var properties = string.Join(',', Enumerable.Range(0, WireLimits.MaxProperties - 2).Select(i => $"\"p{i}\":0"));
        Assert.Equal("m", Read(ChatWith(properties)).Model);
        Assert.Null(Refuse(ChatWith(properties + ",\"one_more\":0")).Param);

        Assert.Null(Refuse(ChatWith($"\"{new string('n', WireLimits.MaxPropertyNameBytes + 1)}\":0")).Param);
        Assert.Equal("model", Refuse($$"""{"model":"{{new string('m', 257)}}"}""").Param);

        var prompts = string.Join(',', Enumerable.Repeat("\"a\"", WireLimits.MaxPrompts));
        Assert.Equal(2048, Read($$"""{"model":"m","prompt":[{{prompts}}]}""", InferenceEndpoint.Completions).PromptCount);
        Assert.Equal("prompt", Refuse($$"""{"model":"m","prompt":[{{prompts}},"a"]}""", InferenceEndpoint.Completions).Param);
        Assert.Equal("n", Refuse($$"""{"model":"m","n":2,"prompt":[{{prompts}}]}""", InferenceEndpoint.Completions).Param);
    }
}
