using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace GenOps.Simulator.Tests;

public sealed class BooksTests : SimulatorTest
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private Uri Books => new(Server.BaseAddress, "/simulator/books");

    [Fact]
    public async Task Entry_OfACall_SaysWhoAskedWhatAndWhatItCost()
    {
        var json = Chat("[[sim:id=i-1,prompt_tokens=11,completion_tokens=5]]", ""","user":"grüße" """);
        using var request = new HttpRequestMessage(HttpMethod.Post, Server.BaseAddress + "/chat/completions")
        {
            Content = new StringContent(json, Encoding.UTF8),
        };
        request.Headers.Add("x-genops-request-id", "01J");
        request.Headers.Add("traceparent", TraceParent);
        using var response = await Http.SendAsync(request, Cancellation);

        var entry = Assert.Single(Server.Books.ReadCalls());
        Assert.Equal(
            new BookEntry(
                1, entry.At, "chat", Model, Assert.Single(response.Headers.GetValues("x-request-id")), "01J", TraceParent, "grüße", "i-1",
                200, CallOutcome.Answered, default, 0, 11, 5, 0, 0),
            entry);
    }

    [Fact]
    public async Task Totals_ByModel_EqualTheSumOfUsageInAnswers()
    {
        long prompt = 0;
        long completion = 0;
        for (var index = 0; index < 20; index++)
        {
            var usage = (await AnswerAsync("chat/completions", Chat($"question {index}"))).GetProperty("usage");
            prompt += usage.GetProperty("prompt_tokens").GetInt32();
            completion += usage.GetProperty("completion_tokens").GetInt32();
        }

        Assert.Equal(new BookTotals(20, prompt, completion, 0, 0), Server.Books.TotalsByModel[Model]);
    }

    [Fact]
    public async Task Books_OverHttp_ArePagedToTheEnd()
    {
        for (var index = 0; index < 7; index++)
        {
            await AnswerAsync("chat/completions", Chat($"[[sim:id={index}]]"));
        }

        var ids = new List<string?>();
        JsonElement page;
        long? since = 0;
        while (since is not null)
        {
            page = await Http.GetFromJsonAsync<JsonElement>($"{Books}?since={since}&limit=3", Cancellation);
            ids.AddRange(page.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()));
            since = page.GetProperty("next_since").ValueKind == JsonValueKind.Null ? null : page.GetProperty("next_since").GetInt64();
            Assert.Equal(7, page.GetProperty("call_count").GetInt64());
            Assert.Equal(7, page.GetProperty("totals_by_model").GetProperty(Model).GetProperty("calls").GetInt64());
        }

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], ids);
    }

    [Fact]
    public async Task Books_OverHttp_NameOutcomesAndFaultsInSnakeCase()
    {
        using var failed = await PostAsync("chat/completions", Chat("[[sim:fault=500]]"));
        using var broken = await PostAsync("chat/completions", Chat("[[sim:fault=malformed]]"));

        var billedPage = await Http.GetFromJsonAsync<JsonElement>(Books, Cancellation);
        var unbilledPage = await Http.GetFromJsonAsync<JsonElement>(new Uri(Books, "/simulator/unbilled"), Cancellation);

        var call = billedPage.GetProperty("calls")[0];
        var unbilled = unbilledPage.GetProperty("calls")[0];

        Assert.Equal(("cut", "malformed"), (call.GetProperty("outcome").GetString(), call.GetProperty("fault").GetString()));
        Assert.Equal(("failed", "500"), (unbilled.GetProperty("outcome").GetString(), unbilled.GetProperty("fault").GetString()));
    }

    [Theory]
    [InlineData("?since=-1")]
    [InlineData("?limit=10001")]
    [InlineData("?limit=x")]
    public async Task Books_BadQuery_Is400(string query)
    {
        using var response = await Http.GetAsync(Books + query, Cancellation);

        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task Books_Deleted_StartAgainAndForgetFaultCounts()
    {
        const string Once = "[[sim:fault=500,times=1,id=a]]";
        using var first = await PostAsync("chat/completions", Chat(Once));
        await AnswerAsync("chat/completions", Chat(Once));

        using var deleted = await Http.DeleteAsync(Books, Cancellation);

        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Equal((0, 0), (Server.Books.CallCount, Server.Books.UnbilledCount));
        Assert.Empty(Server.Books.TotalsByModel);
        using var again = await PostAsync("chat/completions", Chat(Once));
        Assert.Equal(500, (int)again.StatusCode);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("reset")]
    [InlineData("500")]
    public async Task Bill_One_BillsTheWholeAnswerThatNobodyGot(string fault)
    {
        using var patience = new CancellationTokenSource();
        var marker = $"[[sim:fault={fault},bill=1,prompt_tokens=8,completion_tokens=9]]";
        var call = PostAsync("chat/completions", Chat(marker), cancellation: patience.Token);
        await Waiting.UntilAsync(() => Server.Books.CallCount == 1);
        await patience.CancelAsync();
        await Task.WhenAny(call);

        var entry = Assert.Single(Server.Books.ReadCalls());
        Assert.Equal((CallOutcome.Failed, 8, 9), (entry.Outcome, entry.PromptTokens, entry.CompletionTokens));
    }

    [Fact]
    public async Task Bill_Zero_BillsNothingForAnAnswerThatWasGiven()
    {
        await AnswerAsync("chat/completions", Chat("[[sim:bill=0]]"));

        Assert.Equal((0, 1), (Server.Books.CallCount, Server.Books.UnbilledCount));
    }

    [Fact]
    public async Task ClientGone_DuringLatency_IsNotBilled()
    {
        using var patience = new CancellationTokenSource();
        var call = PostAsync("chat/completions", Chat("[[sim:latency=600000]]"), cancellation: patience.Token);
        await Waiting.UntilAsync(() => Server.Books.OpenCalls == 1);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Waiting.UntilAsync(() => Server.Books.UnbilledCount == 1);

        Assert.Equal(CallOutcome.ClientAborted, Assert.Single(Server.Books.ReadUnbilled()).Outcome);
        Assert.Equal((0, 1), (Server.Books.OpenCalls, Server.Books.MaximumOpenCalls));
    }

    [Fact]
    public async Task Calls_Concurrent_AreEachEnteredOnce()
    {
        const int Calls = 2000;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Calls),
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancellation },
            async (index, _) => await AnswerAsync("chat/completions", Chat($"[[sim:id={index}]]")));

        var entries = Server.Books.ReadCalls();
        Assert.Equal(Enumerable.Range(1, Calls).Select(sequence => (long)sequence), entries.Select(entry => entry.Sequence));
        Assert.Equal(Calls, entries.Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(Calls, entries.Select(entry => entry.RequestId).Distinct().Count());
        Assert.Equal(0, Server.Books.OpenCalls);
    }
}
