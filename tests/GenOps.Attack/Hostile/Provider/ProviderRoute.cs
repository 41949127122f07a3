namespace GenOps.Attack.Hostile.Provider;

/// <summary>A way to the provider: what a caller sends, and what a good provider answers.</summary>
/// <param name="Path">Route.</param>
/// <param name="Body">The caller's body.</param>
/// <param name="Answer">A good answer that is no stream.</param>
internal sealed record ProviderRoute(string Path, string Body, string Answer)
{
    private const string Chat = "v1/chat/completions";

    /// <summary>Every route that asks the provider.</summary>
    public static IReadOnlyList<ProviderRoute> All { get; } =
    [
        new(Chat,
            """{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"Hi"}],"max_tokens":40}""",
            """
            {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"H\u00e9llo \ud83d\ude00",
            "tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},"finish_reason":"stop","logprobs":null}],
            "usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}
            """),
        new("v1/completions",
            """{"model":"openai/gpt-oss-20b","prompt":"Hi","max_tokens":40}""",
            """{"id":"c2","object":"text_completion","model":"m","choices":[{"index":0,"text":"Hello","finish_reason":"length"}],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}"""),
        new("v1/embeddings",
            """{"model":"openai/gpt-oss-20b","input":["Hi","Ho"]}""",
            """{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.25,-1e-7]}],"usage":{"prompt_tokens":6,"total_tokens":6}}"""),
    ];

    /// <summary>Output is bounded, and so its tokens must be reported.</summary>
    public bool HasOutput => Path != "v1/embeddings";

    /// <summary>The same call with a stream as its answer.</summary>
    /// <param name="asksUsage">Whether usage is asked for.</param>
    /// <param name="choices">Choices asked for.</param>
    public ProviderRoute Streamed(bool asksUsage, int choices)
    {
        var usage = asksUsage ? ""","stream_options":{"include_usage":true}""" : "";
        return this with { Body = $"{Body[..^1]},\"n\":{choices},\"stream\":true{usage}}}" };
    }
}
