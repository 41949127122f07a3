namespace GenOps.Adapters.Together;

/// <summary>
/// Events of a provider as they arrive. Whatever breaks them, silence included, is an <see cref="IOException"/>. For one reader; once
/// a read failed or was cancelled, nothing more can be read. It may be disposed while it is read. Owns the stream it reads.
/// </summary>
internal sealed class EventStream(Stream inner, TimeSpan idleTimeout, TimeProvider timeProvider) : Stream
{
    private readonly CancellationTokenSource _ending = new(Timeout.InfiniteTimeSpan, timeProvider);
    private volatile bool _isDisposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var cancelling = cancellationToken.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), _ending);

        // Only the provider's silence counts, not the time that the reader takes between reads.
        _ending.CancelAfter(idleTimeout);
        try
        {
            return await inner.ReadAsync(buffer, _ending.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            throw new IOException(
                _isDisposed ? "The stream was given up." : $"The provider sent nothing for {idleTimeout.TotalSeconds} s.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or InvalidDataException or ObjectDisposedException)
        {
            throw new IOException("The provider's stream broke.", exception);
        }
        finally
        {
            _ending.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Events are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Cancelling ends a read that still waits. It frees the source's timer too, and a disposed source would fail that read's end.
            _isDisposed = true;
            _ending.Cancel();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
