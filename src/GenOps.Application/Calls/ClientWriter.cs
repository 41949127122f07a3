using System.Buffers;
using System.IO.Pipelines;
using GenOps.Application.Idempotency;

namespace GenOps.Application.Calls;

/// <summary>Writes a stream to its client and notices when the client is gone or stuck.</summary>
internal sealed class ClientWriter : IBufferWriter<byte>, IAsyncDisposable
{
    private readonly PipeWriter _output;
    private readonly CancellationTokenSource _gone;
    private readonly ITimer _stuck;
    private readonly TimeSpan _patience;
    private ArrayBufferWriter<byte>? _copy;
    private Memory<byte> _given;

    public ClientWriter(PipeWriter output, bool isCopied, TimeSpan patience, TimeProvider time, CancellationToken clientGone)
    {
        _output = output;
        _copy = isCopied ? new ArrayBufferWriter<byte>() : null;
        _patience = patience;
        _gone = CancellationTokenSource.CreateLinkedTokenSource(clientGone);
        _stuck = time.CreateTimer(static gone => ((CancellationTokenSource)gone!).Cancel(), _gone, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Fires when nothing more will reach the client.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>Everything written so far; null when it is not copied, or is more than can be stored.</summary>
    public ReadOnlyMemory<byte>? Copy => _copy?.WrittenMemory;

    public void Advance(int count)
    {
        if (_copy is not null)
        {
            _copy.Write(_given.Span[..count]);
            _given = _given[count..];
            _copy = _copy.WrittenCount > StoredAnswer.MaxBodyBytes ? null : _copy;
        }

        _output.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _given = _output.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Sends what was written; throws <see cref="OperationCanceledException"/> when the client is gone.</summary>
    public async ValueTask FlushAsync()
    {
        var flush = _output.FlushAsync(Gone);
        if (!flush.IsCompleted)
        {
            _stuck.Change(_patience, Timeout.InfiniteTimeSpan);
        }

        FlushResult result;
        try
        {
            result = await flush;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // The connection is closed; how a server says so differs.
            await _gone.CancelAsync();
            throw new OperationCanceledException("The client is gone.", exception, Gone);
        }

        _stuck.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (result.IsCompleted || result.IsCanceled)
        {
            await _gone.CancelAsync();
        }

        Gone.ThrowIfCancellationRequested();
    }

    public async ValueTask DisposeAsync()
    {
        // The timer may be firing at this moment, and a source that is gone by then would end the process.
        await _stuck.DisposeAsync();
        _gone.Dispose();
    }
}
