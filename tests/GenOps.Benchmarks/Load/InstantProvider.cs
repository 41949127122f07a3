using GenOps.Application.Providers;

namespace GenOps.Benchmarks.Load;

/// <summary>Answers at once, always the same.</summary>
internal sealed class InstantProvider : IInferenceProvider
{
    private static readonly ProviderAnswer Answer = new(
        """{"id":"x","object":"chat.completion","created":1,"model":"openai/gpt-oss-20b","choices":[{"index":0,"message":{"role":"assistant","content":"Hello there, how are you?"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19}}"""u8.ToArray());

    private static readonly Task<ProviderReply> Reply = Task.FromResult<ProviderReply>(Answer);

    public Uri Address { get; } = new("http://127.0.0.1/v1");

    public Task<ProviderReply> SendAsync(ProviderCall attempt, CancellationToken cancellationToken) => Reply;
}
