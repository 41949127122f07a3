using System.Net;
using System.Text.Json;

namespace GenOps.Simulator.Tests;

public sealed class FaultTests : SimulatorTest
{
    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(401, "invalid_request_error")]
    [InlineData(402, "credit_limit")]
    [InlineData(403, "invalid_request_error")]
    [InlineData(404, "invalid_request_error")]
    [InlineData(422, "invalid_request_error")]
    [InlineData(429, "rate_limit")]
    [InlineData(500, "server_error")]
    [InlineData(503, "overloaded_error")]
    [InlineData(504, "server_error")]
    public async Task Status_Asked_IsAnsweredInTheErrorEnvelopeAndNotBilled(int status, string type)
    {
        using var response = await PostAsync("chat/completions", Chat($"[[sim:fault={status},retry_after=7,id=x]]"));

        Assert.Equal(status, (int)response.StatusCode);
        var error = Parse(await response.Content.ReadAsStringAsync(Cancellation)).GetProperty("error");
        Assert.Equal(type, error.GetProperty("type").GetString());
        Assert.NotEqual("", error.GetProperty("message").GetString());
        Assert.Equal(status is 429 or 503 ? "7" : null, response.Headers.RetryAfter?.ToString());
        Assert.Equal(0, Server.Books.CallCount);
        var entry = Assert.Single(Server.Books.ReadUnbilled());
        Assert.Equal((status, "x", CallOutcome.Failed), (entry.Status, entry.Id, entry.Outcome));
    }

    [Fact]
    public async Task Status_502_IsAPageOfAGateway()
    {
        using var response = await PostAsync("chat/completions", Chat("[[sim:fault=502]]"));

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task RetryAfter_MinusOne_SendsNoHeader()
    {
        using var response = await PostAsync("chat/completions", Chat("[[sim:fault=429,retry_after=-1]]"));

        Assert.Null(response.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","stream":true""")]
    public async Task Hang_Asked_NeverAnswersAndIsNotBilled(string more)
    {
        using var patience = new CancellationTokenSource();
        var call = PostAsync("chat/completions", Chat("[[sim:fault=hang]]", more), cancellation: patience.Token);
        await Waiting.UntilAsync(() => Server.Books.UnbilledCount == 1);

        Assert.False(call.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, Server.Books.CallCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","stream":true""")]
    public async Task Reset_Asked_BreaksTheConnectionAndIsNotBilled(string more)
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("chat/completions", Chat("[[sim:fault=reset]]", more)));

        Assert.Equal((0, 1), (Server.Books.CallCount, Server.Books.UnbilledCount));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","stream":true""")]
    public async Task ResetMidAnswer_Asked_BreaksTheConnectionInsideTheBodyAndBills(string more)
    {
        using var response = await PostAsync(
            "chat/completions", Chat("[[sim:fault=reset_mid_answer]]", more), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        var received = new MemoryStream();

        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(received, Cancellation));

        Assert.True(received.Length > 0);
        var entry = Assert.Single(Server.Books.ReadCalls());
        Assert.Equal((200, CallOutcome.Cut), (entry.Status, entry.Outcome));
        Assert.True(entry.CompletionTokens > 0);
    }

    [Theory]
    [InlineData("malformed")]
    [InlineData("truncated")]
    [InlineData("cut")]
    public async Task BrokenBody_Asked_IsACompleteMessageThatIsNoJsonAndIsBilled(string fault)
    {
        using var response = await PostAsync("chat/completions", Chat($"[[sim:fault={fault}]]"));

        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.ThrowsAny<JsonException>(() => Parse(body));
        Assert.Equal(CallOutcome.Cut, Assert.Single(Server.Books.ReadCalls()).Outcome);
    }

    [Fact]
    public async Task ContentType_Asked_LabelsTheRightAnswerWrongly()
    {
        using var response = await PostAsync("chat/completions", Chat("[[sim:fault=content_type]]"));

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("chat.completion", Parse(await response.Content.ReadAsStringAsync(Cancellation)).GetProperty("object").GetString());
    }

    [Fact]
    public async Task StreamError_WithoutStream_IsA500()
    {
        using var response = await PostAsync("chat/completions", Chat("[[sim:fault=stream_error]]"));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task Times_Two_HitsTheFirstTwoCallsOfThatId()
    {
        var statuses = new List<int>();
        foreach (var id in new[] { "a", "a", "b", "a", "b", "b" })
        {
            using var response = await PostAsync("chat/completions", Chat($"[[sim:fault=503;times=2;id={id}]]"));
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([503, 503, 503, 200, 503, 200], statuses);
    }

    [Fact]
    public async Task Rate_Seeded_HitsTheSameIdsInAnyOrder()
    {
        async Task<HashSet<int>> HitAsync(IEnumerable<int> ids, int seed)
        {
            Server.Clear();
            var hit = new HashSet<int>();
            foreach (var id in ids)
            {
                using var response = await PostAsync("chat/completions", Chat($"[[sim:fault=500,rate=0.3,seed={seed},id={id}]]"));
                if (!response.IsSuccessStatusCode)
                {
                    hit.Add(id);
                }
            }

            return hit;
        }

        var first = await HitAsync(Enumerable.Range(0, 300), seed: 1);
        var reversed = await HitAsync(Enumerable.Range(0, 300).Reverse(), seed: 1);
        var other = await HitAsync(Enumerable.Range(0, 300), seed: 2);

        Assert.InRange(first.Count, 50, 130);
        Assert.True(first.SetEquals(reversed));
        Assert.False(first.SetEquals(other));
    }

    [Theory]
    [InlineData("[[sim:fualt=500]]")]
    [InlineData("[[sim:fault=sometimes]]")]
    [InlineData("[[sim:latency=-5]]")]
    [InlineData("[[sim:rate=2]]")]
    [InlineData("[[sim:tokens=1]]")]
    [InlineData("[[sim:latency]]")]
    [InlineData("[[sim:latency=1")]
    public async Task Marker_Wrong_Is400(string marker)
    {
        using var response = await PostAsync("chat/completions", Chat(marker));

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("simulator_marker", await response.Content.ReadAsStringAsync(Cancellation));
    }
}
