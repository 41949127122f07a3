using System.ClientModel;
using System.ClientModel.Primitives;
using GenOps.Core.Money;
using GenOps.Functions.Tests.Support;
using OpenAI;
using OpenAI.Chat;

namespace GenOps.Functions.Tests.Inference.Clients;

/// <summary>OpenAI's NuGet package with its own retries, against the governed app.</summary>
public sealed class NuGetClientTests(SingleAttemptApp app) : IClassFixture<SingleAttemptApp>
{
    private static readonly ChatCompletionOptions Options = new() { MaxOutputTokenCount = 100 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_Chat_IsUnderstoodAndPriced()
    {
        var caller = await app.CallerAsync();
        using var counter = new CountingHandler();

        var result = await Chat(caller.Key, counter).CompleteChatAsync([new UserChatMessage("hello")], Options, Token);

        Assert.NotEqual("", result.Value.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, result.Value.FinishReason);
        Assert.True(result.GetRawResponse().Headers.TryGetValue("x-genops-cost-usd", out var cost));
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal(UsdText.Format(entry.CostNanoUsd), cost);
        Assert.Equal(entry.OutputTokens, result.Value.Usage.OutputTokenCount);
        Assert.Equal(1, counter.Count);
    }

    [Fact]
    public async Task Client_Stream_EndsWithItsUsage()
    {
        var caller = await app.CallerAsync();
        using var counter = new CountingHandler();
        var (text, usage, finish) = ("", default(ChatTokenUsage), default(ChatFinishReason?));

        await foreach (var update in Chat(caller.Key, counter).CompleteChatStreamingAsync([new UserChatMessage("hello")], Options, Token))
        {
            text += string.Concat(update.ContentUpdate.Select(static part => part.Text));
            usage = update.Usage ?? usage;
            finish = update.FinishReason ?? finish;
        }

        Assert.NotEqual("", text);
        Assert.Equal(ChatFinishReason.Stop, finish);
        var entry = Assert.Single((await caller.AuditAtRestAsync()).Entries);
        Assert.Equal((entry.InputTokens, entry.OutputTokens), (usage!.InputTokenCount, usage.OutputTokenCount));
        Assert.Equal(1, counter.Count);
    }

    [Fact]
    public async Task Client_Models_AreListed()
    {
        var caller = await app.CallerAsync();
        using var counter = new CountingHandler();

        var models = await Client(caller.Key, counter).GetOpenAIModelClient().GetModelsAsync(Token);

        Assert.Contains(models.Value, static model => model is { Id: InferenceCaller.Model, OwnedBy: "openai" });
    }

    [Theory]
    [InlineData("[[sim:fault=400]]", null, 400, "provider_rejected", 1)]
    [InlineData("", "x", 401, "invalid_api_key", 1)]
    [InlineData("[[sim:fault=422]]", null, 422, "provider_rejected", 1)]
    [InlineData("[[sim:fault=429,retry_after=0]]", null, 429, "provider_rate_limited", 4)]
    public async Task Client_Refused_ThrowsWithStatusAndCode(string prompt, string? keySuffix, int status, string code, int requests)
    {
        var caller = await app.CallerAsync();
        using var counter = new CountingHandler();

        var thrown = await Assert.ThrowsAsync<ClientResultException>(
            () => Chat(caller.Key + keySuffix, counter).CompleteChatAsync([new UserChatMessage(prompt)], Options, Token));

        Assert.Equal((status, requests), (thrown.Status, counter.Count));
        Assert.Contains(code, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_OverBudget_ThrowsAfterOneRequest(bool stream)
    {
        var caller = await app.CallerAsync(new() { DailyLimitNanoUsd = 0 });
        using var counter = new CountingHandler();
        var chat = Chat(caller.Key, counter);

        var thrown = await Assert.ThrowsAsync<ClientResultException>(async () =>
        {
            if (stream)
            {
                await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage("hello")], Options, Token))
                {
                    Assert.Fail($"There was an update: {update.CompletionId}");
                }
            }
            else
            {
                await chat.CompleteChatAsync([new UserChatMessage("hello")], Options, Token);
            }
        });

        Assert.Equal((402, 1), (thrown.Status, counter.Count));
        Assert.Contains("budget_exceeded", thrown.Message, StringComparison.Ordinal);
        await caller.AssertNothingTriedAsync();
    }

    private ChatClient Chat(string key, CountingHandler counter) => Client(key, counter).GetChatClient(InferenceCaller.Model);

    private OpenAIClient Client(string key, CountingHandler counter) => new(
        new ApiKeyCredential(key),
        new OpenAIClientOptions
        {
            Endpoint = app.Host.ApiAddress, Transport = new HttpClientPipelineTransport(new HttpClient(counter, disposeHandler: false)),
        });

    private sealed class CountingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
