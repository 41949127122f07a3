using System.Text;
using System.Text.Json;

namespace GenOps.Simulator.Tests;

public sealed class ChatTests : SimulatorTest
{
    [Fact]
    public async Task Chat_PlainQuestion_HasTheShapeOfTheProvider()
    {
        var answer = await AnswerAsync("chat/completions", Chat("hello"));

        Assert.Equal("chat.completion", answer.GetProperty("object").GetString());
        Assert.Equal(Model, answer.GetProperty("model").GetString());
        var choice = answer.GetProperty("choices")[0];
        Assert.Equal("assistant", choice.GetProperty("message").GetProperty("role").GetString());
        Assert.NotEqual("", choice.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(
            choice.GetProperty("message").GetProperty("content").GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length,
            answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Chat_SameQuestion_GetsTheSameAnswerAndAnotherOneAnother()
    {
        var first = Content(await AnswerAsync("chat/completions", Chat("one")));
        var again = Content(await AnswerAsync("chat/completions", Chat("one")));
        var other = Content(await AnswerAsync("chat/completions", Chat("two")));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Chat_DefaultRule_CountsAQuarterOfTheContentPlusFourAMessage()
    {
        // The content's raw JSON is 12 bytes with its quotes: 3 tokens, and 4 for the message.
        var usage = (await AnswerAsync("chat/completions", Chat("0123456789"))).GetProperty("usage");

        Assert.Equal(7, usage.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(
            usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32(),
            usage.GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Chat_TokensBound_BillsExactlyTheWorstCase()
    {
        const string Messages = """[ {"role":"system","content":"Grüße ☕"}, {"role":"user","content":"[[sim:tokens=bound]]"} ]""";
        const string Tools = """[{"type":"function","function":{"name":"f"}}]""";
        const string Format = """{ "type": "text" }""";

        var answer = await AnswerAsync(
            "chat/completions",
            $$"""
            {"model":"m","max_tokens":70,"max_completion_tokens":100,"n":3,
             "messages": {{Messages}} ,"tools":{{Tools}},"response_format":{{Format}}}
            """);

        var usage = answer.GetProperty("usage");
        var bytes = Encoding.UTF8.GetByteCount(Messages) + Encoding.UTF8.GetByteCount(Tools) + Encoding.UTF8.GetByteCount(Format);
        Assert.Equal(bytes + (16 * 2), usage.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(300, usage.GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Chat_MaxTokensReached_CutsWithReasonLength()
    {
        var answer = await AnswerAsync("chat/completions", Chat("hello", ""","max_tokens":3"""));

        Assert.Equal("length", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(3, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Chat_ManyChoices_DifferAndAreAllBilled()
    {
        var answer = await AnswerAsync("chat/completions", Chat("hello", ""","n":128,"max_tokens":2"""));

        var choices = answer.GetProperty("choices").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 128), choices.Select(choice => choice.GetProperty("index").GetInt32()));
        Assert.Equal(256, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.True(choices.Select(choice => choice.GetProperty("message").GetRawText()).Distinct().Count() > 10);
    }

    [Fact]
    public async Task Chat_LogprobsAsInteger_AnswersInTogetherArrays()
    {
        var choice = (await AnswerAsync("chat/completions", Chat("hello", ""","logprobs":1"""))).GetProperty("choices")[0];

        var logprobs = choice.GetProperty("logprobs");
        var tokens = logprobs.GetProperty("tokens").EnumerateArray().Select(token => token.GetString());
        Assert.Equal(choice.GetProperty("message").GetProperty("content").GetString(), string.Concat(tokens));
        Assert.All(logprobs.GetProperty("token_logprobs").EnumerateArray(), value => Assert.True(value.GetDouble() < 0));
    }

    [Fact]
    public async Task Chat_LogprobsAsBoolean_AnswersOneObjectAToken()
    {
        var choice = (await AnswerAsync("chat/completions", Chat("hello", ""","logprobs":true"""))).GetProperty("choices")[0];

        var content = choice.GetProperty("logprobs").GetProperty("content");
        var tokens = content.EnumerateArray().Select(token => token.GetProperty("token").GetString());
        Assert.Equal(choice.GetProperty("message").GetProperty("content").GetString(), string.Concat(tokens));
    }

    [Theory]
    [InlineData("\"required\"", "weather")]
    [InlineData("""{"type":"function","function":{"name":"time"}}""", "time")]
    public async Task Chat_ToolForced_CallsItWithArgumentsOfItsSchema(string choice, string expected)
    {
        const string Tools = """
            [{"type":"function","function":{"name":"weather","parameters":
               {"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}}}}},
             {"type":"function","function":{"name":"time","parameters":{"type":"object","properties":{"zone":{"enum":["utc"]}}}}}]
            """;

        var json = Chat("hello", $$""","tools":{{Tools}},"tool_choice":{{choice}}""");
        var answer = (await AnswerAsync("chat/completions", json)).GetProperty("choices")[0];

        Assert.Equal("tool_calls", answer.GetProperty("finish_reason").GetString());
        var function = answer.GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal(expected, function.GetProperty("name").GetString());
        Assert.Equal(
            expected == "time" ? """{"zone":"utc"}""" : """{"city":"simulated","days":1}""",
            function.GetProperty("arguments").GetString());
    }

    [Theory]
    [InlineData("""{"type":"json_object"}""", """{"answer":"simulated"}""")]
    [InlineData(
        """
        {"type":"json_schema","json_schema":{"name":"x",
          "schema":{"type":"object","properties":{"ok":{"type":"boolean"},"list":{"type":"array"}}}}}
        """,
        """{"ok":true,"list":[]}""")]
    public async Task Chat_ResponseFormatJson_AnswersThatJson(string format, string expected)
    {
        var answer = await AnswerAsync("chat/completions", Chat("hello", $$""","response_format":{{format}}"""));

        Assert.Equal(expected, Content(answer));
    }

    [Theory]
    [InlineData("not json", null)]
    [InlineData("[]", null)]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "model")]
    [InlineData("""{"model":"m"}""", "messages")]
    [InlineData("""{"model":"m","messages":[]}""", "messages")]
    [InlineData("""{"model":"m","messages":"x"}""", "messages")]
    [InlineData("""{"model":"m","messages":[{"content":"x"}],"n":129}""", "n")]
    [InlineData("""{"model":"m","messages":[{"content":"x"}],"max_tokens":0}""", "max_tokens")]
    [InlineData("""{"model":"m","messages":[{"content":"x"}]} trailing""", null)]
    public async Task Chat_InvalidRequest_Is400AndNotBilled(string json, string? parameter)
    {
        using var response = await PostAsync("chat/completions", json);

        var error = Parse(await response.Content.ReadAsStringAsync(Cancellation)).GetProperty("error");
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(parameter, error.GetProperty("param").GetString());
        Assert.Equal((0, 1), (Server.Books.CallCount, Server.Books.UnbilledCount));
    }

    [Fact]
    public async Task Chat_MessagesTwice_CountsTheLastOnly()
    {
        var once = await AnswerAsync("chat/completions", Chat("[[sim:tokens=bound]]"));
        var twice = await AnswerAsync(
            "chat/completions",
            """{"messages":[{"role":"user","content":"[[sim:fault=500]]"}],""" + Chat("[[sim:tokens=bound]]")[1..]);

        Assert.Equal(once.GetProperty("usage").GetRawText(), twice.GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task Chat_BodyOfManySegments_IsReadWhole()
    {
        var answer = await AnswerAsync("chat/completions", Chat(new string('x', 3_000_000)));

        Assert.Equal(((3_000_002 + 3) / 4) + 4, answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
    }

    [Fact]
    public async Task Chat_WithRequiredKey_RefusesOthersAndQuotesThem()
    {
        var options = new SimulatorOptions { ApiKey = "right" };
        await using var guarded = await SimulatorServer.StartAsync(options, cancellationToken: Cancellation);

        async Task<string> AskAsync(string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, guarded.BaseAddress + "/chat/completions");
            request.Content = new StringContent(Chat("x"));
            request.Headers.Authorization = new("Bearer", key);
            using var response = await Http.SendAsync(request, Cancellation);
            return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancellation)}";
        }

        Assert.StartsWith("200 ", await AskAsync("right"));
        var refusal = await AskAsync("wrong-key");
        Assert.StartsWith("401 ", refusal);
        Assert.Contains("wrong-key", refusal);
    }

    private static string Content(JsonElement answer) =>
        answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
}
