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

    private static string Words(System.Text.Json.JsonElement error, string id) =>
        error.GetProperty("message").GetString()!.Replace(id, "…", StringComparison.Ordinal);

    private static async Task<string> StartAsync(InferenceCaller caller)
    {
        var reply = await caller.PostAsync("genops/sessions", """{"name":"a run"}""");
        Assert.True(reply.Status == 201, reply.Text);
        return reply.Json.GetProperty("id").GetString()!;
    }
}
