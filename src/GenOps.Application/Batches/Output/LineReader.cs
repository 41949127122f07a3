namespace GenOps.Application.Batches.Output;

/// <summary>Reads lines of bytes from a stream with at most one of them in memory. Not thread safe.</summary>
/// <param name="stream">The text; line ends are <c>\n</c> or <c>\r\n</c>.</param>
/// <param name="maxLineBytes">Longer lines are skipped and only told of.</param>
internal sealed class LineReader(Stream stream, int maxLineBytes)
{
    private const int FirstBufferBytes = 64 * 1024;
    private const byte EndOfLine = (byte)'\n';

    private byte[] _buffer = new byte[Math.Min(FirstBufferBytes, maxLineBytes + 2)];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The line without its end; valid until the next one is read, and empty when it was too long.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Whether the line was longer than allowed.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Reads the next line; false at the end. A last line needs no end of its own.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        Number++;
        IsTooLong = false;
        var scanned = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf(EndOfLine);
            if (found >= 0)
            {
                Take(scanned + found);
                _start += scanned + found + 1;
                return true;
            }

            if (_isAtEnd)
            {
                var hasMore = _end > _start || IsTooLong;
                Take(_end - _start);
                _start = _end;
                return hasMore;
            }

            scanned = _end - _start;
            if (scanned > maxLineBytes + 1)
            {
                IsTooLong = true;
                _start = _end;
                scanned = 0;
            }

            await FillAsync(cancellationToken);
        }
    }

    private void Take(int length)
    {
        var line = _buffer.AsMemory(_start, length);
        if (length > 0 && line.Span[^1] == (byte)'\r')
        {
            line = line[..^1];
        }

        IsTooLong |= line.Length > maxLineBytes;
        Line = IsTooLong ? default : line;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, maxLineBytes + 3));
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _isAtEnd = read == 0;
        _end += read;
    }
}
