using System.Threading.Channels;
using GenOps.Application.Providers;

namespace GenOps.Benchmarks.Tests.Overspend;

/// <summary>Answers nobody until it is opened.</summary>
internal sealed class GatedProvider : IInferenceProvider
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<int> _called = Channel.CreateUnbounded<int>();
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public Uri Address { get; } = new("http://127.0.0.1/v1");

    public void Open() => _gate.TrySetResult();

    public async Task WaitUntilCalledAsync(int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            await _called.Reader.ReadAsync();
        }
    }

    public async Task<ProviderReply> SendAsync(ProviderCall attempt, CancellationToken cancellationToken)
    {
        _called.Writer.TryWrite(Interlocked.Increment(ref _calls));
        await _gate.Task.WaitAsync(cancellationToken);
        return new ProviderAnswer("{}"u8.ToArray());
    }
}
