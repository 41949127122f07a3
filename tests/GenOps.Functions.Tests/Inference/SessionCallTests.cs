using GenOps.Core.Ledger;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>Calls that name a session.</summary>
public sealed class SessionCallTests(InferenceApp app) : IClassFixture<InferenceApp>
{
    private const string Session = "x-genops-session-id";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_OwnSession_IsInTheAnswerAndTheEntry(bool inHeader)
    {
        var caller = await app.CallerAsync();
        var id = await StartAsync(caller);

        var reply = inHeader
            ? await caller.ChatAsync(headers: (Session, id))
            : await caller.ChatAsync(more: new { metadata = new { session_id = id } });

        Assert.Equal(id, reply.AssertOk().GetProperty("genops").GetProperty("session_id").GetString());
        Assert.Equal(id, Assert.Single((await caller.AuditAtRestAsync()).Entries).SessionId);
    }

    [Fact]
    public async Task Post_ForeignSession_AnswersAsAnUnknownOne()
    {
        var (owner, caller) = (await app.CallerAsync(), await app.CallerAsync());
        var id = await StartAsync(owner);

        var foreign = (await caller.ChatAsync(headers: (Session, id))).AssertError(404, "session_not_found");
        var unknown = (await caller.ChatAsync(headers: (Session, "unknown"))).AssertError(404, "session_not_found");

        Assert.Equal(Words(unknown, "unknown"), Words(foreign, id));
        await caller.AssertNothingTriedAsync();
    }

    [Fact]
    public async Task Post_EndedSession_Is409ThatMustNotBeRepeated()
    {
        var caller = await app.CallerAsync();
        var id = await StartAsync(caller);
        (await caller.PostAsync($"genops/sessions/{id}/end", "")).AssertOk();

        foreach (var stream in (bool[])[false, true])
        {
            (await caller.ChatAsync(more: new { stream }, headers: (Session, id))).AssertError(409, "session_ended", mayRetry: false);
        }

        await caller.AssertNothingTriedAsync();
    }

    [Fact]
    public async Task Post_RefusedInASession_IsCountedThereAsInTheReports()
    {
        var caller = await app.CallerAsync(new() { DailyLimitNanoUsd = 1_000_000, MaxTokensCap = 10_000 });
        var id = await StartAsync(caller);
        (await caller.ChatAsync(headers: (Session, id))).AssertOk();
        (await caller.ChatAsync(more: new { max_tokens = 10_001 }, headers: (Session, id))).AssertError(403, "policy_violation", extras: "rule");
        (await caller.ChatAsync(more: new { max_tokens = 10_000 }, headers: (Session, id)))
            .AssertError(402, "budget_exceeded", mayRetry: false, extras: "budget");
        (await caller.ChatAsync(more: new { max_tokens = 10_001 })).AssertError(403, "policy_violation", extras: "rule");

        await Waiting.UntilAsync(async () => (await SessionAsync(caller, id)).GetProperty("refusals").GetInt64() == 2);
        var session = await SessionAsync(caller, id);

        var byModel = Assert.Single(session.GetProperty("by_model").EnumerateArray());
        Assert.Equal((1L, 2L), (byModel.GetProperty("operations").GetInt64(), byModel.GetProperty("refusals").GetInt64()));
        Assert.Equal((1L, 0L), (session.GetProperty("operations").GetInt64(), session.GetProperty("failures").GetInt64()));
        await Waiting.UntilAsync(async () => Refusals((await caller.AuditAsync()).Rows) == (Rollups: 3, Sessions: 2));
    }

    private static (long Rollups, long Sessions) Refusals(IReadOnlyList<Core.Rows.Row> rows) => (
        rows.OfType<RollupRow>().Sum(static row => row.Tally.Refusals),
        rows.OfType<SessionPartialRow>().SelectMany(static row => row.ByModel.Values).Sum(static tally => tally.Refusals));

    private static async Task<System.Text.Json.JsonElement> SessionAsync(InferenceCaller caller, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"genops/sessions/{id}");
        return (await caller.SendAsync(request)).AssertOk();
    }

    private static string Words(System.Text.Json.JsonElement error, string id) =>
        error.GetProperty("message").GetString()!.Replace(id, "…", StringComparison.Ordinal);

    private static async Task<string> StartAsync(InferenceCaller caller)
    {
        var reply = await caller.PostAsync("genops/sessions", """{"name":"a run"}""");
        Assert.True(reply.Status == 201, reply.Text);
        return reply.Json.GetProperty("id").GetString()!;
    }
}
