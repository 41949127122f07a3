using System.Buffers;
using System.Text.Json.Nodes;
using GenOps.Core.Wire;

namespace GenOps.Core.Tests.Wire;

/// <summary>Whatever is spliced parses again and differs from what came in by exactly the intended change.</summary>
public sealed class SplicePropertyTests
{
    private const int Runs = 5_000;

    [Fact]
    public void Write_RandomChats_ChangeOnlyWhatIsMeant()
    {
        const int Seed = 21;
        var random = new Random(Seed);
        for (var run = 0; run < Runs; run++)
        {
            var body = RandomBodies.Chat(random);
            var request = Bodies.Read(body);
            var edits = new RequestEdits(random.Next(2) == 0 ? null : "other/😀\"", random.Next(2) == 0 ? null : 64);

            var rewritten = Bodies.Rewrite(request, edits);

            var expected = Expected(JsonNode.Parse(body)!.AsObject(), edits);
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(rewritten)), $"seed {Seed}, run {run}: {body} became {rewritten}");
        }
    }

    [Fact]
    public void TryAdd_RandomAnswers_ChangeOnlyWhatIsMeant()
    {
        const int Seed = 22;
        var random = new Random(Seed);
        var output = new ArrayBufferWriter<byte>();
        for (var run = 0; run < Runs; run++)
        {
            var json = RandomBodies.Answer(random);
            var answer = Bodies.Utf8(json);
            var expected = RandomJson.Parse(answer);

            output.ResetWrittenCount();
            Assert.True(ResponseSplicer.TryRemove(answer, isUsageCut: true, isGenopsCut: false, output));
            expected.Remove("usage");
            AssertSame(expected, output, $"seed {Seed}, run {run}: {json}");

            output.ResetWrittenCount();
            Assert.True(ResponseSplicer.TryAddUsageAndGenops(answer, "{\"u\":1}"u8, "{\"g\":2}"u8, output));
            expected["usage"] = new JsonObject { ["u"] = 1 };
            expected["genops"] = new JsonObject { ["g"] = 2 };
            AssertSame(expected, output, $"seed {Seed}, run {run}: {json}");
        }
    }

    [Fact]
    public void TryAddGenops_RandomAnswers_KeepsWhatWasBeforeByteForByte()
    {
        const int Seed = 23;
        var random = new Random(Seed);
        for (var run = 0; run < Runs; run++)
        {
            var json = RandomBodies.Answer(random);
            if (json.Contains("genops", StringComparison.Ordinal) || RandomJson.Parse(Bodies.Utf8(json)).ContainsKey("genops"))
            {
                continue;
            }

            var output = new ArrayBufferWriter<byte>();
            Assert.True(ResponseSplicer.TryAddGenops(Bodies.Utf8(json), "{}"u8, output));

            var spliced = System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
            Assert.Equal(json, spliced.Replace(",\"genops\":{}", "", StringComparison.Ordinal));
        }
    }

    private static JsonObject Expected(JsonObject body, RequestEdits edits)
    {
        body.Remove("metadata");
        if (edits.Model is { } model)
        {
            body["model"] = model;
        }

        if (edits.MaxTokens is { } maxTokens && body["max_tokens"] is null && body["max_completion_tokens"] is null)
        {
            body["max_tokens"] = maxTokens;
        }

        if (body["stream"]?.GetValue<bool>() == true)
        {
            body["stream_options"] ??= new JsonObject();
            body["stream_options"]!["include_usage"] = true;
        }

        return body;
    }

    private static void AssertSame(JsonObject expected, ArrayBufferWriter<byte> output, string told) =>
        Assert.True(JsonNode.DeepEquals(expected, RandomJson.Parse(output.WrittenSpan)), told);
}
