using System.Runtime.InteropServices;
using System.Text.Json;

namespace GenOps.Simulator.Tests;

public sealed class OtherEndpointTests : SimulatorTest
{
    [Fact]
    public async Task Completion_ManyPrompts_AnswersEachAndBoundsTheirProduct()
    {
        const string Prompt = """["one","two"]""";
        var answer = await AnswerAsync(
            "completions", $$"""{"model":"m","prompt":{{Prompt}},"max_tokens":10,"n":2,"best_of":3,"user":"[[sim:tokens=bound]]"}""");

        Assert.Equal("text_completion", answer.GetProperty("object").GetString());
        Assert.Equal(4, answer.GetProperty("choices").GetArrayLength());
        Assert.Equal(Prompt.Length + (2 * 16), answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(10 * 3 * 2, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Embedding_ManyInputs_AnswersUnitVectorsInOrder()
    {
        var answer = await AnswerAsync("embeddings", """{"model":"m","input":["a","b","a"],"dimensions":16}""");

        var vectors = answer.GetProperty("data").EnumerateArray()
            .Select(item => item.GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle()).ToArray())
            .ToList();
        Assert.All(vectors, vector => Assert.Equal(1f, vector.Sum(value => value * value), 0.001f));
        Assert.Equal(vectors[0], vectors[2]);
        Assert.NotEqual(vectors[0], vectors[1]);
        Assert.False(answer.GetProperty("usage").TryGetProperty("completion_tokens", out _));
        Assert.Equal(0, Assert.Single(Server.Books.ReadCalls()).CompletionTokens);
    }

    [Fact]
    public async Task Embedding_Base64_IsTheSameVector()
    {
        var floats = await AnswerAsync("embeddings", """{"model":"m","input":"a"}""");
        var base64 = await AnswerAsync("embeddings", """{"model":"m","input":"a","encoding_format":"base64"}""");

        Assert.Equal(
            Vector(floats).EnumerateArray().Select(value => value.GetSingle()),
            MemoryMarshal.Cast<byte, float>(Vector(base64).GetBytesFromBase64()).ToArray());

        static JsonElement Vector(JsonElement answer) => answer.GetProperty("data")[0].GetProperty("embedding");
    }

    [Theory]
    [InlineData("Together/JS 0.52.0", JsonValueKind.Array)]
    [InlineData("OpenAI/JS 7.55.0", JsonValueKind.Object)]
    public async Task Models_ByClient_AreABareArrayOrAList(string userAgent, JsonValueKind expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Server.BaseAddress + "/models");
        request.Headers.UserAgent.ParseAdd(userAgent);
        using var response = await Http.SendAsync(request, Cancellation);

        var body = Parse(await response.Content.ReadAsStringAsync(Cancellation));

        Assert.Equal(expected, body.ValueKind);
        var models = expected == JsonValueKind.Array ? body : body.GetProperty("data");
        Assert.Contains(models.EnumerateArray(), model => model.GetProperty("id").GetString() == Model);
    }

    [Fact]
    public async Task Route_Unknown_Is404()
    {
        using var response = await Http.GetAsync(Server.BaseAddress + "/nothing", Cancellation);

        Assert.Equal(404, (int)response.StatusCode);
    }
}
