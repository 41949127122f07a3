using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Idempotency;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private const string Tenant = "acme";

    private AppHost _app = null!;
    private HttpClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await AppHost.StartAsync();
        _client = _app.Client(await TenantSeed.CreateAsync(_app.Stores, Tenant, new TenantDocument()));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_SameKeyAndBody_ReplaysTheSameBytesWithoutACall(bool isStream)
    {
        var first = await SendAsync("k-1", "hello", isStream);
        var second = await SendAsync("k-1", "hello", isStream);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, second.Status));
        Assert.Equal(first.Text, second.Text);
        Assert.False(first.IsReplay);
        Assert.True(second.IsReplay);
        Assert.Single(_app.Simulator.Books.ReadCalls());
        var audit = await Audit.ReadAtRestAsync(_app.Stores, Tenant, Token);
        Assert.Single(audit.Entries);
        audit.AssertSumsAgree();
    }

    [Fact]
    public async Task Chat_ReplayedBudget_IsWhatTheCallLeft()
    {
        var first = await SendAsync("k-1", "hello", isStream: false);

        var genops = JsonDocument.Parse(first.Text).RootElement.GetProperty("genops");

        Assert.Equal(genops.GetProperty("cost_usd").GetString(), genops.GetProperty("budget").GetProperty("spent_usd").GetString());
    }

    [Fact]
    public async Task Chat_SameKeyOtherBody_IsRefused()
    {
        await SendAsync("k-1", "hello", isStream: false);

        var other = await SendAsync("k-1", "something else", isStream: false);

        Assert.Equal((422, "idempotency_key_reused"), ((int)other.Status, Code(other)));
    }

    [Fact]
    public async Task Chat_SameKeyWhileTheFirstRuns_IsToldSoAndTheFirstIsCharedOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync("k-1", "hello [[sim:latency=300]]", isStream: false)));

        Assert.Single(answers, static answer => answer.Status is HttpStatusCode.OK && !answer.IsReplay);
        Assert.All(
            answers.Where(static answer => answer.Status is not HttpStatusCode.OK),
            answer => Assert.Equal((409, "idempotency_in_flight"), ((int)answer.Status, Code(answer))));
        Assert.Single(_app.Simulator.Books.ReadCalls());
    }

    [Theory]
    [InlineData("[[sim:fault=400]]")]
    [InlineData("[[sim:fault=500]]")]
    public async Task Chat_FirstFailed_KeyIsFree(string fault)
    {
        var failed = await SendAsync("k-1", fault, isStream: false);

        var next = await SendAsync("k-1", "hello", isStream: false);

        Assert.NotEqual(HttpStatusCode.OK, failed.Status);
        Assert.Equal(HttpStatusCode.OK, next.Status);
    }

    [Fact]
    public async Task Chat_StreamThatIsCut_KeyIsFree()
    {
        await SendAsync("k-1", "hello [[sim:fault=cut]]", isStream: true);

        var next = await SendAsync("k-1", "hello", isStream: true);

        Assert.False(next.IsReplay);
        Assert.EndsWith("data: [DONE]\n\n", next.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_AnswerTooLarge_IsGivenOnceAndSaysSo()
    {
        var first = await SendAsync("k-1", "hello [[sim:size=4300000]]", isStream: false);
        var second = await SendAsync("k-1", "hello [[sim:size=4300000]]", isStream: false);

        Assert.Contains("\"answer_not_stored\"", first.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.False(second.IsReplay);
    }

    [Fact]
    public async Task Chat_OtherApiKeyOfTheTenant_HasKeysOfItsOwn()
    {
        await SendAsync("k-1", "hello", isStream: false);
        using var other = _app.Client(await TenantSeed.AddKeyAsync(_app.Stores, Tenant));

        var answer = await SendAsync("k-1", "hello", isStream: false, other);

        Assert.False(answer.IsReplay);
    }

    private static string? Code(Answer answer) =>
        JsonDocument.Parse(answer.Text).RootElement.GetProperty("error").GetProperty("code").GetString();

    private async Task<Answer> SendAsync(string key, string content, bool isStream, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions");
        request.Headers.Add("Idempotency-Key", key);
        request.Content = JsonContent.Create(new
        {
            model = "openai/gpt-oss-20b", messages = new[] { new { role = "user", content } }, max_tokens = 50, stream = isStream,
        });
        using var response = await (client ?? _client).SendAsync(request, Token);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(Token), response.Headers.Contains("idempotent-replayed"));
    }

    private sealed record Answer(HttpStatusCode Status, string Text, bool IsReplay);
}
