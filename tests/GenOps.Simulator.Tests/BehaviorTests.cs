using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace GenOps.Simulator.Tests;

public sealed class BehaviorTests : SimulatorTest
{
    private string Settings => new Uri(Server.BaseAddress, "/simulator/settings").ToString();

    [Fact]
    public async Task Settings_Replaced_ActOnTheNextCall()
    {
        using var put = await Http.PutAsync(Settings, Json("""{"fault":429,"retry_after":3}"""), Cancellation);
        using var response = await PostAsync("chat/completions", Chat("hello"));

        Assert.True(put.IsSuccessStatusCode);
        Assert.Equal(429, (int)response.StatusCode);
        Assert.Equal("3", response.Headers.RetryAfter?.ToString());
        Assert.Equal(new Fault(FaultKind.Status, 429), Server.Behavior.Fault);
    }

    [Fact]
    public async Task Settings_Read_CanBeWrittenBack()
    {
        Server.Behavior = new SimulatorBehavior
        {
            Tokens = TokenCounting.Bound,
            Usage = UsageShape.NullParts,
            CachedTokens = 3,
            Fault = new Fault(FaultKind.ResetMidAnswer),
        };
        var before = Server.Behavior;

        var text = await Http.GetStringAsync(Settings, Cancellation);
        Server.Behavior = new SimulatorBehavior();
        using var put = await Http.PutAsync(Settings, Json(text), Cancellation);

        Assert.Contains("\"fault\":\"reset_mid_answer\"", text);
        Assert.Equal(before, Server.Behavior);
    }

    [Theory]
    [InlineData("""{"latencyy":1}""")]
    [InlineData("""{"latency":-1}""")]
    [InlineData("""{"rate":1.5}""")]
    [InlineData("""{"fault":"sometimes"}""")]
    [InlineData("{")]
    public async Task Settings_Wrong_AreRefusedAndChangeNothing(string json)
    {
        var before = Server.Behavior;

        using var put = await Http.PutAsync(Settings, Json(json), Cancellation);

        Assert.Equal(400, (int)put.StatusCode);
        Assert.Equal(before, Server.Behavior);
    }

    [Fact]
    public async Task Marker_Sources_OverrideFromSettingsToHeaderToUserToMessage()
    {
        Server.Behavior = new SimulatorBehavior { PromptTokens = 1, CompletionTokens = 1, CachedTokens = 1, ReasoningTokens = 1 };
        using var request = new HttpRequestMessage(HttpMethod.Post, Server.BaseAddress + "/chat/completions")
        {
            Content = Json(Chat("[[sim:prompt_tokens=40]]", ""","user":"[[sim:prompt_tokens=30,completion_tokens=30]]" """)),
        };
        request.Headers.Add("x-sim", "prompt_tokens=20,completion_tokens=20,cached=20");

        using var response = await Http.SendAsync(request, Cancellation);

        var entry = Assert.Single(Server.Books.ReadCalls());
        Assert.Equal((40, 30, 20, 1), (entry.PromptTokens, entry.CompletionTokens, entry.CachedTokens, entry.ReasoningTokens));
    }

    [Fact]
    public async Task Marker_InEarlierMessages_IsNotObeyed()
    {
        const string Json = """
            {"model":"m","messages":[{"role":"user","content":"[[sim:fault=500]]"},{"role":"assistant","content":"[[sim:fault=500]]"},
             {"role":"user","content":[{"type":"text","text":"[[sim:id=last]]"}]},{"role":"tool","content":"[[sim:fault=500]]"}]}
            """;

        await AnswerAsync("chat/completions", Json);

        Assert.Equal("last", Assert.Single(Server.Books.ReadCalls()).Id);
    }

    [Fact]
    public async Task Id_Given_BeginsTheAnswer()
    {
        var answer = await AnswerAsync("chat/completions", Chat("[[sim:id=line-7]]"));

        Assert.StartsWith("[line-7] ", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task Latency_Asked_AnswersWhenTheClockSaysSo()
    {
        var clock = new FakeTimeProvider();
        await using var server = await SimulatorServer.StartAsync(
            new SimulatorOptions { Behavior = new SimulatorBehavior { LatencyMilliseconds = 60_000 } }, clock, Cancellation);
        var call = Http.PostAsync(server.BaseAddress + "/chat/completions", Json(Chat("hello")), Cancellation);
        await Waiting.UntilAsync(() => server.Books.OpenCalls == 1);
        Assert.False(call.IsCompleted);

        // The call may not have reached its delay yet, so the clock is moved until it has.
        await Waiting.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            return call.IsCompleted;
        });

        using var response = await call;
        Assert.True(response.IsSuccessStatusCode);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
