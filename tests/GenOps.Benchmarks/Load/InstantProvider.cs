using GenOps.Application.Providers;

namespace GenOps.Benchmarks.Load;

/// <summary>Answers at once, always the same.</summary>
internal sealed class InstantProvider : IInferenceProvider
{
    private static readonly Task<ProviderReply> Reply = Task.FromResult<ProviderReply>(new ProviderAnswer(ChatSample.Answer));

    public Uri Address { get; } = new("http://127.0.0.1/v1");

    public Task<ProviderReply> SendAsync(ProviderCall attempt, CancellationToken cancellationToken) => Reply;
}
