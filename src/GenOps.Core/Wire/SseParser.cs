using System.Buffers;
using System.Text;

namespace GenOps.Core.Wire;

/// <summary>
/// Reads server-sent events from bytes that arrive in any pieces, as the WHATWG standard says: lines end with CR, LF or CRLF, an empty line
/// ends an event, data lines are joined. One deviation: the end of the stream ends the last event too, since some servers leave out the
/// last empty line. One parser reads one stream; it is not thread-safe.
/// </summary>
/// <param name="maxEventBytes">The most bytes of one line, and of the data of one event.</param>
public sealed class SseParser(int maxEventBytes = WireLimits.MaxEventBytes)
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ArrayBufferWriter<byte> _data = new();
    private string _name = "";
    private bool _hasData;
    private bool _isFirstLine = true;
    private bool _isLineEnded;
    private bool _isEventEnded;
    private bool _skipsLineFeed;
    private bool _isTooLong;

    /// <summary>Reads the next event.</summary>
    /// <param name="buffer">
    /// What has arrived and was not consumed yet; what is consumed is sliced off, and that is all of it unless an event was read.
    /// </param>
    /// <param name="isCompleted">True when no more bytes will come.</param>
    /// <param name="item">The event, when the result says so.</param>
    public SseResult TryRead(ref ReadOnlySequence<byte> buffer, bool isCompleted, out SseEvent item)
    {
        item = default;
        var isRead = false;
        var reader = new SequenceReader<byte>(buffer);
        while (!isRead && !_isTooLong && TakeLine(ref reader))
        {
            isRead = EndLine(out item);
        }

        buffer = reader.UnreadSequence;
        if (!isRead && !_isTooLong && isCompleted)
        {
            isRead = EndStream(out item);
        }

        return _isTooLong ? SseResult.TooLong : isRead ? SseResult.Event : SseResult.NeedsMore;
    }

    // Moves bytes into the line, so that none is looked at twice; true when the line is whole.
    private bool TakeLine(ref SequenceReader<byte> reader)
    {
        BeginLine();
        if (_skipsLineFeed && !reader.End)
        {
            // A CR has ended the line before already; its LF may come with the next bytes.
            reader.IsNext((byte)'\n', advancePast: true);
            _skipsLineFeed = false;
        }

        if (!reader.TryReadToAny(out ReadOnlySequence<byte> line, "\r\n"u8, advancePastDelimiter: false))
        {
            AppendToLine(reader.UnreadSequence);
            reader.AdvanceToEnd();
            return false;
        }

        reader.TryRead(out var delimiter);
        _skipsLineFeed = delimiter == '\r';
        AppendToLine(line);
        return !_isTooLong;
    }

    private void BeginLine()
    {
        if (_isEventEnded)
        {
            _data.ResetWrittenCount();
            (_name, _hasData, _isEventEnded) = ("", false, false);
        }

        if (_isLineEnded)
        {
            _line.ResetWrittenCount();
            _isLineEnded = false;
        }
    }

    // The end of a stream ends its line, and then its event.
    private bool EndStream(out SseEvent item)
    {
        BeginLine();
        if (_line.WrittenCount > 0 && EndLine(out item))
        {
            return true;
        }

        BeginLine();
        return EndLine(out item);
    }

    private bool EndLine(out SseEvent item)
    {
        item = default;
        _isLineEnded = true;
        var line = _line.WrittenMemory;
        if (_isFirstLine)
        {
            _isFirstLine = false;
            line = line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
        }

        var colon = line.Span.IndexOf((byte)':');
        if (line.IsEmpty)
        {
            _isEventEnded = true;
            item = new(IsComment: false, _name, _data.WrittenMemory);
            return _hasData;
        }

        if (colon == 0)
        {
            item = new(IsComment: true, "", line[1..]);
            return true;
        }

        ReadField(colon < 0 ? line.Span : line.Span[..colon], colon < 0 ? default : line.Span[(colon + 1)..]);
        return false;
    }

    private void ReadField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        value = value.StartsWith(" "u8) ? value[1..] : value;
        if (name.SequenceEqual("data"u8))
        {
            if (_data.WrittenCount + 1L + value.Length > maxEventBytes)
            {
                _isTooLong = true;
                return;
            }

            _data.Write(_hasData ? "\n"u8 : default);
            _data.Write(value);
            _hasData = true;
        }
        else if (name.SequenceEqual("event"u8))
        {
            _name = Encoding.UTF8.GetString(value);
        }
    }

    private void AppendToLine(in ReadOnlySequence<byte> bytes)
    {
        if (_line.WrittenCount + bytes.Length > maxEventBytes)
        {
            _isTooLong = true;
            return;
        }

        foreach (var segment in bytes)
        {
            _line.Write(segment.Span);
        }
    }
}
