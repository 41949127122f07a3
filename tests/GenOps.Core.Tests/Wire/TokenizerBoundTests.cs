using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenOps.Core.Pricing;
using GenOps.Core.Wire;
using Microsoft.ML.Tokenizers;

namespace GenOps.Core.Tests.Wire;

/// <summary>The promise that no answer costs more than was held rests on these bounds, so they are held against a real tokenizer.</summary>
public sealed class TokenizerBoundTests
{
    // ChatML: <|im_start|>role\n … <|im_end|>\n around each message, and the head of the answer.
    private const int FramingTokens = 4;
    private const int AnswerHeadTokens = 3;

    private static readonly Tokenizer O200k = TiktokenTokenizer.CreateForEncoding("o200k_base");

    private static readonly ModelPrice Price = Pricing.Prices.Sample with { ContextLength = PriceLimits.MaxContextLength };

    [Fact]
    public void InputBound_RandomChats_IsNeverBelowTheTokenizer()
    {
        const int Seed = 41;
        var random = new Random(Seed);
        for (var run = 0; run < 3_000; run++)
        {
            var messages = Enumerable.Range(0, random.Next(1, 5)).Select(_ => (Role: Role(random), Content: HostileText.Next(random))).ToArray();
            var request = Bodies.Read(Body(random, messages));
            var tokens = messages.Sum(message => O200k.CountTokens(message.Content) + O200k.CountTokens(message.Role) + FramingTokens) + AnswerHeadTokens;

            var bound = WorstCase.Of(Price, request.ToShape(1)).Usage.InputTokens;

            Assert.True(bound >= tokens, $"seed {Seed}, run {run}: {tokens} tokens, bound {bound}");
        }
    }

    [Fact]
    public void InputBound_RandomPrompts_IsNeverBelowTheTokenizer()
    {
        const int Seed = 42;
        var random = new Random(Seed);
        for (var run = 0; run < 1_000; run++)
        {
            var prompts = Enumerable.Range(0, random.Next(1, 4)).Select(_ => HostileText.Next(random)).ToArray();
            var body = new JsonObject { ["model"] = "m", ["input"] = new JsonArray([.. prompts.Select(prompt => (JsonNode)prompt)]) };
            var request = Bodies.Read(body.ToJsonString(), InferenceEndpoint.Embeddings);

            var bound = WorstCase.Of(Price, request.ToShape(1)).Usage.InputTokens;

            Assert.True(bound >= prompts.Sum(prompt => O200k.CountTokens(prompt) + 1), $"seed {Seed}, run {run}");
        }
    }

    [Fact]
    public void TextTokenBound_RandomAnswers_IsNeverBelowTheTokenizer()
    {
        const int Seed = 43;
        var random = new Random(Seed);
        for (var run = 0; run < 2_000; run++)
        {
            var (content, reasoning, arguments) = (HostileText.Next(random), HostileText.Next(random), HostileText.Next(random));
            var delta = new JsonObject { ["content"] = content, ["reasoning"] = reasoning };
            delta["tool_calls"] = new JsonArray(new JsonObject { ["function"] = new JsonObject { ["name"] = "look_up", ["arguments"] = arguments } });
            var chunk = new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["delta"] = delta }) };
            var tokens = O200k.CountTokens(content) + O200k.CountTokens(reasoning) + O200k.CountTokens(arguments) + O200k.CountTokens("look_up");

            var bound = StreamChunkReader.Read(Bodies.Utf8(chunk.ToJsonString())).TextTokenBound;

            Assert.Equal(Encoding.UTF8.GetByteCount(content + reasoning + arguments) + "look_up".Length + WorstCase.TokensPerItem, bound);
            Assert.True(bound >= tokens, $"seed {Seed}, run {run}: {tokens} tokens, bound {bound}");
        }
    }

    // Sometimes with every character escaped that may be, sometimes with none.
    private static string Body(Random random, (string Role, string Content)[] messages)
    {
        var body = new JsonObject
        {
            ["model"] = "m",
            ["messages"] = new JsonArray([.. messages.Select(message => new JsonObject { ["role"] = message.Role, ["content"] = message.Content })]),
        };
        var encoder = random.Next(2) == 0
            ? System.Text.Encodings.Web.JavaScriptEncoder.Default
            : System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return body.ToJsonString(new JsonSerializerOptions { Encoder = encoder });
    }

    private static string Role(Random random) => random.Next(3) switch
    {
        0 => "system",
        1 => "user",
        _ => "assistant",
    };
}
