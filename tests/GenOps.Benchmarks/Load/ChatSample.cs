namespace GenOps.Benchmarks.Load;

/// <summary>The call that most modes repeat, and its answer.</summary>
internal static class ChatSample
{
    public static byte[] Request { get; } =
        """{"model":"openai/gpt-oss-20b","messages":[{"role":"system","content":"You are terse."},{"role":"user","content":"Say hello to everybody here."}],"max_tokens":64}"""u8.ToArray();

    public static byte[] StreamRequest { get; } =
        """{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"Say hello to everybody here."}],"max_tokens":64,"stream":true}"""u8.ToArray();

    public static byte[] Answer { get; } =
        """{"id":"x","object":"chat.completion","created":1,"model":"openai/gpt-oss-20b","choices":[{"index":0,"message":{"role":"assistant","content":"Hello there, how are you?"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19}}"""u8.ToArray();

    /// <summary>One event of a stream with text.</summary>
    public static byte[] StreamChunk { get; } =
        "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"openai/gpt-oss-20b\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello \"},\"finish_reason\":null}]}\n\n"u8.ToArray();

    /// <summary>How every stream ends: the last choice, the usage, the end.</summary>
    public static byte[] StreamTail { get; } =
        """
        data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"openai/gpt-oss-20b","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"openai/gpt-oss-20b","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19}}

        data: [DONE]


        """u8.ToArray();
}
