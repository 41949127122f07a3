using GenOps.Application.Providers;
using GenOps.Benchmarks.Load;

namespace GenOps.Benchmarks.Micro;

/// <summary>Streams that are there at once.</summary>
internal sealed class BufferedStreamProvider(int chunks) : IInferenceProvider
{
    private readonly byte[] _events = [.. Enumerable.Range(0, chunks).SelectMany(static _ => ChatSample.StreamChunk), .. ChatSample.StreamTail];

    public Uri Address { get; } = new("http://127.0.0.1/v1");

    public Task<ProviderReply> SendAsync(ProviderCall attempt, CancellationToken cancellationToken) =>
        Task.FromResult<ProviderReply>(new ProviderEvents(new MemoryStream(_events, writable: false)));
}
