using GenOps.Core.Tenants;
using GenOps.Functions.Tests.Support;

namespace GenOps.Functions.Tests.Inference;

/// <summary>The provider gets the caller's bytes, and nothing of ours.</summary>
public sealed class ForwardingTests(StreamApp app) : IClassFixture<StreamApp>
{
    private const string Answer = """
        {"id":"c1","x_unknown":[1e2,"\u00fc"],"choices":[{"index":0,"message":{"role":"assistant","content":"one"},"finish_reason":"stop"}],
         "usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18,"x":null}}
        """;

    public static TheoryData<string, string> Bodies => new()
    {
        {
            """{ "model":"openai/gpt-oss-20b", "messages":[{"role":"user","content":"\u00fc \ud83d\ude00 é"}],"max_tokens":5,"temperature":1.0e0,"x":{"a":[1,2.50]} }""",
            """{ "model":"openai/gpt-oss-20b", "messages":[{"role":"user","content":"\u00fc \ud83d\ude00 é"}],"max_tokens":5,"temperature":1.0e0,"x":{"a":[1,2.50]} }"""
        },
        {
            """{"metadata":{"team":"a","tag":"b"},"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"hi"}],"max_tokens":5}""",
            """{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"hi"}],"max_tokens":5}"""
        },
        {
            """{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"hi"}],"metadata":{}}""",
            """{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"hi"}],"max_tokens":77}"""
        },
        {
            """{"model":"openai/gpt-oss-20b","max_tokens":null,"messages":[{"role":"user","content":"hi"}]}""",
            """{"model":"openai/gpt-oss-20b","max_tokens":77,"messages":[{"role":"user","content":"hi"}]}"""
        },
        {
            """{"model":"openai/gpt-oss-20b","max_completion_tokens":9,"messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":{}}}],"response_format":{"type":"json_object"},"logit_bias":{"50256":-100}}""",
            """{"model":"openai/gpt-oss-20b","max_completion_tokens":9,"messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":{}}}],"response_format":{"type":"json_object"},"logit_bias":{"50256":-100}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Post_Body_GoesToTheProviderByteForByteButForWhatMustChange(string sent, string forwarded)
    {
        var caller = await app.CallerAsync(new TenantDocument { DefaultMaxTokens = 77 });
        var call = caller.PostAsync(
            InferenceCaller.ChatPath, sent, ("x-genops-customer", "nobody-elses"), ("x-genops-tags", "a=b"), ("Cookie", "c=d"));
        var provider = await app.Provider.NextAsync();

        await provider.AnswerAsync(Answer);

        var reply = await call;
        Assert.Equal(forwarded, provider.Body);
        Assert.DoesNotContain("nobody-elses", provider.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("Cookie", provider.Head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(caller.Key, provider.Head, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer simulated", provider.Head, StringComparison.Ordinal);

        // The answer is the provider's, byte for byte, with one object more.
        reply.AssertOk();
        var (start, end) = (Answer.TrimEnd()[..^1], reply.Text.LastIndexOf(",\"genops\":", StringComparison.Ordinal));
        Assert.Equal(start.TrimEnd(), reply.Text[..end].TrimEnd());
        Assert.Equal(1950, reply.CostNanoUsd);
    }

    [Theory]
    [InlineData("v1/completions", "prompt", 1)]
    [InlineData("v1/embeddings", "input", 0)]
    public async Task Post_OtherEndpoint_GetsABoundOnlyWhereThereIsOutput(string path, string input, int bounds)
    {
        var caller = await app.CallerAsync(new TenantDocument { DefaultMaxTokens = 77 });
        var sent = $$"""{"model":"openai/gpt-oss-20b","{{input}}":["a","b"]}""";
        var call = caller.PostAsync(path, sent);
        var provider = await app.Provider.NextAsync();

        await provider.AnswerAsync("""
            {"data":[],"choices":[{"index":0,"text":"","finish_reason":"stop"}],"usage":{"prompt_tokens":2,"completion_tokens":0,"total_tokens":2}}
            """);

        (await call).AssertOk();
        Assert.StartsWith($"POST /{path} ", provider.Head, StringComparison.Ordinal);
        Assert.Equal(bounds == 0 ? sent : sent[..^1] + ",\"max_tokens\":77}", provider.Body);
        Assert.Equal(2 * 50, Assert.Single((await caller.AuditAtRestAsync()).Entries).CostNanoUsd);
    }
}
