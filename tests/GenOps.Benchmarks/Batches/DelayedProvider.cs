using GenOps.Application.Providers;

namespace GenOps.Benchmarks.Batches;

/// <summary>Answers always the same, after a while; counts what is open.</summary>
internal sealed class DelayedProvider(TimeSpan latency) : IInferenceProvider
{
    private static readonly ProviderAnswer Answer = new(
        """{"id":"x","object":"chat.completion","created":1,"model":"openai/gpt-oss-20b","choices":[{"index":0,"message":{"role":"assistant","content":"Hello there, how are you?"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19}}"""u8.ToArray());

    private long _calls;

    /// <summary>Calls so far.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    public Uri Address { get; } = new("http://127.0.0.1/v1");

    public async Task<ProviderReply> SendAsync(ProviderCall attempt, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        if (latency > TimeSpan.Zero)
        {
            await Task.Delay(latency, TimeProvider.System, cancellationToken);
        }

        return Answer;
    }
}
