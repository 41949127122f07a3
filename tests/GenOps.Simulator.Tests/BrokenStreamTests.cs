using System.Text.Json;

namespace GenOps.Simulator.Tests;

public sealed class BrokenStreamTests : SimulatorTest
{
    private const string Streamed = ""","stream":true,"stream_options":{"include_usage":true}""";

    [Fact]
    public async Task Cut_AfterThreeChunks_EndsWithoutDoneAndBillsThree()
    {
        var events = await EventsAsync("chat/completions", Chat("[[sim:fault=cut,chunks=3]]", Streamed));

        Assert.Equal(4, events.Count);
        Assert.DoesNotContain("[DONE]", events);
        AssertCutEntry(chunks: 3);
    }

    [Fact]
    public async Task Cut_AfterMoreChunksThanThereAre_StillLosesTheEnd()
    {
        var events = await EventsAsync("chat/completions", Chat("[[sim:fault=cut,chunks=5]]", Streamed + ""","max_tokens":5"""));

        Assert.Equal(6, events.Count);
        AssertCutEntry(chunks: 5);
    }

    [Fact]
    public async Task StreamError_AfterTwoChunks_IsAnEventAndTheEnd()
    {
        var events = await EventsAsync("chat/completions", Chat("[[sim:fault=stream_error]]", Streamed));

        Assert.Equal("server_error", Parse(events[^1]).GetProperty("error").GetProperty("type").GetString());
        Assert.Equal(4, events.Count);
        AssertCutEntry(chunks: 2);
    }

    [Fact]
    public async Task Truncated_AfterOneChunk_EndsInsideAnEvent()
    {
        using var response = await PostAsync("chat/completions", Chat("[[sim:fault=truncated,chunks=1]]", Streamed));

        Assert.EndsWith("\"brok", await response.Content.ReadAsStringAsync(Cancellation));
        AssertCutEntry(chunks: 1);
    }

    [Fact]
    public async Task Malformed_InStream_IsOneBrokenEventAmongGoodOnes()
    {
        var events = await EventsAsync("chat/completions", Chat("[[sim:fault=malformed]]", Streamed));

        Assert.Single(events.SkipLast(1), text => !IsJson(text));
        Assert.Equal("[DONE]", events[^1]);
        Assert.Equal(CallOutcome.Streamed, Assert.Single(Server.Books.ReadCalls()).Outcome);
    }

    [Fact]
    public async Task Stall_AfterOneChunk_SendsNothingMoreAndStaysOpen()
    {
        using var patience = new CancellationTokenSource();
        using var response = await PostAsync(
            "chat/completions", Chat("[[sim:fault=stall,chunks=1]]", Streamed), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        for (var line = 0; line < 4; line++)
        {
            await reader.ReadLineAsync(Cancellation);
        }

        var next = reader.ReadLineAsync(patience.Token).AsTask();

        Assert.False(next.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        AssertCutEntry(chunks: 1);
    }

    [Fact]
    public async Task Client_LeavesMidStream_IsBilledForWhatWasSent()
    {
        var response = await PostAsync(
            "chat/completions",
            Chat("[[sim:token_delay=10,completion_tokens=4000]]", Streamed + ""","max_tokens":4000"""),
            HttpCompletionOption.ResponseHeadersRead);
        using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation)))
        {
            for (var line = 0; line < 12; line++)
            {
                await reader.ReadLineAsync(Cancellation);
            }
        }

        response.Dispose();
        await Waiting.UntilAsync(() => Server.Books.CallCount == 1);

        var entry = Assert.Single(Server.Books.ReadCalls());
        Assert.Equal(CallOutcome.ClientAborted, entry.Outcome);
        Assert.InRange(entry.CompletionTokens, 5, 3999);
        Assert.Equal(entry.Chunks, entry.CompletionTokens);
        Assert.Equal(0, Server.Books.OpenCalls);
    }

    private void AssertCutEntry(int chunks)
    {
        var entry = Assert.Single(Server.Books.ReadCalls());
        Assert.Equal((CallOutcome.Cut, chunks, chunks), (entry.Outcome, entry.Chunks, entry.CompletionTokens));
        Assert.True(entry.PromptTokens > 0);
    }

    private static bool IsJson(string text)
    {
        try
        {
            Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
