using GenOps.Core.Wire;
using static GenOps.Core.Tests.Wire.Bodies;

namespace GenOps.Core.Tests.Wire;

public sealed class RequestRewriterTests
{
    [Fact]
    public void Write_NothingToChange_IsByteForByte()
    {
        const string Body = """
            {  "z" : 1e2 , "model":"m\/x",
              "messages":[{"role":"user","content":"\u00e9\ud83d"}], "max_tokens" : 5 , "a":{"b":1,"b":2}  }

            """;

        Assert.Equal(Body, Rewrite(Read(Body), new(MaxTokens: 100)));
    }

    [Theory]
    [InlineData("""{"metadata":{"team":"a"},"model":"m","messages":[{"role":"u"}]}""", """{"model":"m","messages":[{"role":"u"}]}""")]
    [InlineData("""{ "metadata" : {} , "model":"m","messages":[{"role":"u"}]}""", """{ "model":"m","messages":[{"role":"u"}]}""")]
    [InlineData("""{"model":"m", "metadata":{"team":"a"} ,"messages":[{"role":"u"}]}""", """{"model":"m" ,"messages":[{"role":"u"}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"u"}],"metadata":null}""", """{"model":"m","messages":[{"role":"u"}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"u"}] , "metadata":{"x":"}"} }""", """{"model":"m","messages":[{"role":"u"}] }""")]
    [InlineData("""{"model":"m","messages":[{"role":"u","metadata":{"a":"b"}}]}""", """{"model":"m","messages":[{"role":"u","metadata":{"a":"b"}}]}""")]
    public void Write_Metadata_IsGoneWithOneComma(string body, string expected)
    {
        Assert.Equal(expected, Rewrite(Read(body)));
    }

    [Theory]
    [InlineData("""{"model":"m","messages":[{"role":"u"}] }""", """{"model":"m","messages":[{"role":"u"}],"max_tokens":64 }""")]
    [InlineData("""{"model":"m","max_tokens":null,"messages":[{"role":"u"}]}""", """{"model":"m","max_tokens":64,"messages":[{"role":"u"}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"u"}],"max_tokens":5}""", """{"model":"m","messages":[{"role":"u"}],"max_tokens":5}""")]
    [InlineData("""{"model":"m","max_completion_tokens":5,"max_tokens":null,"messages":[{"role":"u"}]}""", """{"model":"m","max_completion_tokens":5,"max_tokens":null,"messages":[{"role":"u"}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"u"}],"metadata":{}}""", """{"model":"m","messages":[{"role":"u"}],"max_tokens":64}""")]
    public void Write_MissingBound_IsFilledIn(string body, string expected)
    {
        Assert.Equal(expected, Rewrite(Read(body), new(MaxTokens: 64)));
    }

    [Theory]
    [InlineData("", ",\"stream_options\":{\"include_usage\":true}", "")]
    [InlineData(",\"stream_options\":null", "", ",\"stream_options\":{\"include_usage\":true}")]
    [InlineData(",\"stream_options\":{}", "", ",\"stream_options\":{\"include_usage\":true}")]
    [InlineData(",\"stream_options\":{ \"x\":1}", "", ",\"stream_options\":{\"include_usage\":true, \"x\":1}")]
    [InlineData(",\"stream_options\":{\"x\":1,\"include_usage\":false}", "", ",\"stream_options\":{\"x\":1,\"include_usage\":true}")]
    [InlineData(",\"stream_options\":{\"include_usage\" : null }", "", ",\"stream_options\":{\"include_usage\" : true }")]
    [InlineData(",\"stream_options\":{\"include_usage\":true}", "", ",\"stream_options\":{\"include_usage\":true}")]
    public void Write_Stream_AsksForUsage(string options, string added, string rewritten)
    {
        var head = """{"model":"m","messages":[{"role":"u"}],"stream":true""";

        Assert.Equal($"{head}{rewritten},\"max_tokens\":1{added}}}", Rewrite(Read($"{head}{options},\"max_tokens\":1}}")));
    }

    [Fact]
    public void Write_NoStream_LeavesStreamOptionsAlone()
    {
        var body = ChatWith("\"stream\":false,\"stream_options\":{\"include_usage\":false}");

        Assert.Equal(body, Rewrite(Read(body)));
    }

    [Fact]
    public void Write_Embedding_GetsNoBoundAndNoStreamOptions()
    {
        const string Body = """{"model":"m","input":"a","stream":true}""";

        Assert.Equal(Body, Rewrite(Read(Body, InferenceEndpoint.Embeddings), new(MaxTokens: 64)));
    }

    [Fact]
    public void Write_OtherModel_IsQuotedAndNothingElseMoves()
    {
        var body = """{"messages":[{"role":"u","content":"model"}], "model" : "m" }""";

        Assert.Equal(body.Replace("\"m\"", "\"a/b\\u0022\"", StringComparison.Ordinal), Rewrite(Read(body), new(Model: "a/b\"")));
    }

    [Fact]
    public void Write_EveryEditAtOnce_AppliesEach()
    {
        var request = Read("""{"stream":true,"messages":[{"role":"u"}],"model":"m","metadata":{"team":"t"}}""");

        Assert.Equal(
            """{"stream":true,"messages":[{"role":"u"}],"model":"x","max_tokens":3,"stream_options":{"include_usage":true}}""",
            Rewrite(request, new("x", 3)));
        Assert.Equal(
            """{"stream":true,"messages":[{"role":"u"}],"model":"y","stream_options":{"include_usage":true}}""",
            Rewrite(request, new("y")));
    }
}
