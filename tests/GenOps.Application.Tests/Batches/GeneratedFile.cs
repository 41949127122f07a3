using System.Text;
using GenOps.Application.Storage;

namespace GenOps.Application.Tests.Batches;

/// <summary>Blobs of which each read one is made up line by line, and of which what is written is measured and forgotten.</summary>
internal sealed class GeneratedFile(Func<int, string?> line) : IBlobStore
{
    private readonly Lock _lock = new();

    /// <summary>Bytes of the largest piece that was written at once.</summary>
    public int LargestPiece { get; private set; }

    /// <summary>Bytes written in all.</summary>
    public long Written { get; private set; }

    /// <summary>The most bytes that were read and not yet written.</summary>
    public long MostUnwritten { get; private set; }

    public Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => TakeAsync(content);

    public Task StageBlockAsync(string name, string blockId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => TakeAsync(content);

    public Task<long> CommitBlocksAsync(string name, IReadOnlyList<string> blockIds, CancellationToken cancellationToken) => Task.FromResult(0L);

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellationToken) => Task.FromResult<Stream?>(new Lines(this, line));

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<string>> ListAsync(string prefix, string? afterName, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    public Task<byte[]?> GetAsync(string name, int maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> WriteAsync(string name, Stream content, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

    private Task TakeAsync(ReadOnlyMemory<byte> content)
    {
        lock (_lock)
        {
            LargestPiece = Math.Max(LargestPiece, content.Length);
            Written += content.Length;
        }

        return Task.CompletedTask;
    }

    private sealed class Lines(GeneratedFile owner, Func<int, string?> line) : Stream
    {
        private byte[] _rest = [];
        private int _number;
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_rest.Length == 0)
            {
                _rest = line(++_number) is { } text ? Encoding.UTF8.GetBytes(text + "\n") : [];
            }

            var count = Math.Min(buffer.Length, _rest.Length);
            _rest.AsSpan(0, count).CopyTo(buffer.Span);
            _rest = _rest[count..];
            _read += count;
            owner.MostUnwritten = Math.Max(owner.MostUnwritten, _read - owner.Written);
            return ValueTask.FromResult(count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
