using GenOps.Application.Providers;

namespace GenOps.Benchmarks.Load;

/// <summary>Answers always the same, after a while; counts what is open.</summary>
internal sealed class DelayedProvider(TimeSpan latency, byte[]? answer = null) : IInferenceProvider
{
    private readonly ProviderAnswer _answer = new(answer ?? ChatSample.Answer);
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

        return _answer;
    }
}
