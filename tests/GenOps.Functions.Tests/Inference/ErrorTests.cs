using System.Text;
using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>Refusals of requests and by rules: status, code, envelope, headers; and nothing reaches the provider or the ledger.</summary>
public sealed class ErrorTests(InferenceApp app) : IClassFixture<InferenceApp>
{
    private const string Messages = """[{"role":"user","content":"canary-of-the-prompt"}]""";

    public static TheoryData<string, string, string?> Malformed => new()
    {
        { InferenceCaller.ChatPath, "", null },
        { InferenceCaller.ChatPath, "{", null },
        { InferenceCaller.ChatPath, "[]", null },
        { InferenceCaller.ChatPath, $$"""{"messages":{{Messages}}}""", "model" },
        { InferenceCaller.ChatPath, $$"""{"model":7,"messages":{{Messages}}}""", "model" },
        { InferenceCaller.ChatPath, """{"model":"openai/gpt-oss-20b"}""", "messages" },
        { InferenceCaller.ChatPath, """{"model":"openai/gpt-oss-20b","messages":[]}""", "messages" },
        { InferenceCaller.ChatPath, """{"model":"openai/gpt-oss-20b","messages":"canary-of-the-prompt"}""", "messages" },
        { InferenceCaller.ChatPath, """{"model":"openai/gpt-oss-20b","messages":["canary-of-the-prompt"]}""", "messages[0]" },
        { InferenceCaller.ChatPath, Chat(""","max_tokens":0"""), "max_tokens" },
        { InferenceCaller.ChatPath, Chat(""","max_tokens":"50" """), "max_tokens" },
        { InferenceCaller.ChatPath, Chat(""","max_completion_tokens":-1"""), "max_completion_tokens" },
        { InferenceCaller.ChatPath, Chat(""","n":0"""), "n" },
        { InferenceCaller.ChatPath, Chat(""","stream":"yes" """), "stream" },
        { InferenceCaller.ChatPath, Chat(""","metadata":[]"""), "metadata" },
        { InferenceCaller.ChatPath, Chat(""","metadata":{"a":1}"""), "metadata.a" },
        { InferenceCaller.ChatPath, Chat(""","metadata":{"team":"Not A Name"}"""), "team" },
        { "v1/completions", """{"model":"openai/gpt-oss-20b"}""", "prompt" },
        { "v1/embeddings", """{"model":"openai/gpt-oss-20b"}""", "input" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Post_MalformedBody_Is400AndNamesTheParameter(string path, string body, string? param)
    {
        var caller = await app.CallerAsync();

        var reply = await caller.PostAsync(path, body);

        Assert.Equal(param, reply.AssertError(400, "invalid_request").GetProperty("param").GetString());
        await caller.AssertNothingTriedAsync();
    }

    [Theory]
    [InlineData("x-genops-team", "Not A Name", "team")]
    [InlineData("x-genops-tags", "a", "x-genops-tags")]
    [InlineData("x-genops-tags", "a=1,a=2", "x-genops-tags")]
    [InlineData("Idempotency-Key", "", "Idempotency-Key")]
    public async Task Post_MalformedHeader_Is400AndNamesIt(string name, string value, string param)
    {
        var caller = await app.CallerAsync();

        var reply = await caller.ChatAsync(headers: (name, value));

        Assert.Equal(param, reply.AssertError(400, "invalid_request").GetProperty("param").GetString());
        await caller.AssertNothingTriedAsync();
    }

    [Fact]
    public async Task Post_UnknownModel_IsNotPriced()
    {
        var caller = await app.CallerAsync();

        var error = (await caller.ChatAsync(more: new { model = "nobody/knows-me" })).AssertError(400, "model_not_priced");

        Assert.Equal("model", error.GetProperty("param").GetString());
        Assert.Contains("nobody/knows-me", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        await caller.AssertNothingTriedAsync();
    }

    [Theory]
    [InlineData("""{"web_search_options":{}}""", "web_search_options")]
    [InlineData("""{"service_tier":"priority"}""", "service_tier")]
    [InlineData("""{"modalities":["text","audio"]}""", "modalities")]
    [InlineData("""{"tools":[{"type":"code_interpreter"}]}""", "tools[0].type")]
    public async Task Post_FieldThatChangesBilling_IsNotPriced(string more, string param)
    {
        var caller = await app.CallerAsync();

        var reply = await caller.ChatAsync(more: System.Text.Json.JsonDocument.Parse(more).RootElement);

        Assert.Equal(param, reply.AssertError(400, "field_not_priced").GetProperty("param").GetString());
        await caller.AssertNothingTriedAsync();
    }

    public static TheoryData<string, TenantDocument> Rules => new()
    {
        { "required_attributes", new() { Policy = PolicyMode.Strict, AllowedModels = [InferenceCaller.Model] } },
        { "denied_models", new() { DeniedModels = [InferenceCaller.Model] } },
        { "allowed_models", new() { AllowedModels = ["openai/gpt-oss-120b"] } },
        { "max_tokens_cap", new() { MaxTokensCap = 49 } },
        { "max_cost_per_call_usd", new() { MaxCostPerCallNanoUsd = 1 } },
    };

    [Theory]
    [MemberData(nameof(Rules), DisableDiscoveryEnumeration = true)]
    public async Task Post_BreaksARule_Is403WithTheRule(string rule, TenantDocument document)
    {
        var caller = await app.CallerAsync(document);

        var error = (await caller.ChatAsync()).AssertError(403, "policy_violation", extras: "rule");

        Assert.Equal(rule, error.GetProperty("rule").GetString());
        await caller.AssertNothingTriedAsync();
    }

    [Fact]
    public async Task Post_ContradictsItsKeysPins_Is403()
    {
        var caller = await app.CallerAsync(team: "search", project: "ranker");

        var team = (await caller.ChatAsync(headers: ("x-genops-team", "sales"))).AssertError(403, "attribution_pinned");
        var project = (await caller.ChatAsync(more: new { metadata = new { project = "index" } })).AssertError(403, "attribution_pinned");

        Assert.Equal(("team", "project"), (team.GetProperty("param").GetString(), project.GetProperty("param").GetString()));
        await caller.AssertNothingTriedAsync();
    }

    [Fact]
    public async Task Post_UnknownSession_Is404InHeaderAndBody()
    {
        var caller = await app.CallerAsync();

        (await caller.ChatAsync(headers: ("x-genops-session-id", "01J00000000000000000000000"))).AssertError(404, "session_not_found");
        (await caller.ChatAsync(more: new { metadata = new { session_id = "nowhere" } })).AssertError(404, "session_not_found");

        await caller.AssertNothingTriedAsync();
    }

    [Theory]
    [InlineData("GET", "v1/chat/completions")]
    [InlineData("DELETE", "v1/chat/completions")]
    [InlineData("POST", "v1/audio/speech")]
    [InlineData("POST", "v1/models")]
    [InlineData("GET", "v1/models/nobody/knows-me")]
    [InlineData("GET", "")]
    [InlineData("OPTIONS", "v1/chat/completions")]
    public async Task Send_PathOrMethodThatIsNotServed_Is404(string method, string path)
    {
        var caller = await app.CallerAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        (await caller.SendAsync(request)).AssertError(404, "not_found");
    }

    [Theory]
    [InlineData("v1/models")]
    [InlineData("genops/summary")]
    public async Task Head_AnyPath_Is404WithOurHeadersAndNoBody(string path)
    {
        var caller = await app.CallerAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        var reply = await caller.SendAsync(request);

        Assert.Equal((404, "", 26), (reply.Status, reply.Text, reply.Header("x-genops-request-id")!.Length));
    }

    [Fact]
    public async Task Post_SeveralFaults_AnswersInTheOrderOfTheContract()
    {
        var caller = await app.CallerAsync(new TenantDocument { DailyLimitNanoUsd = 0, DeniedModels = ["a/denied"] });
        const string Session = "x-genops-session-id";

        (await caller.PostAsync(InferenceCaller.ChatPath, "{", (Session, "x"))).AssertError(400, "invalid_request");
        (await caller.ChatAsync(more: new { model = "a/denied" }, headers: (Session, "x"))).AssertError(404, "session_not_found");
        (await caller.ChatAsync(more: new { model = "a/denied" })).AssertError(403, "policy_violation", extras: "rule");
        (await caller.ChatAsync(more: new { model = "a/unpriced" })).AssertError(400, "model_not_priced");
        (await caller.ChatAsync()).AssertError(402, "budget_exceeded", mayRetry: false, extras: "budget");
    }

    private static string Chat(string members) => $$"""{"model":"openai/gpt-oss-20b","messages":{{Messages}}{{members}}}""";
}
