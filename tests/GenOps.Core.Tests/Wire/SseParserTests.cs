using System.Buffers;
using System.Text;
using GenOps.Core.Wire;

namespace GenOps.Core.Tests.Wire;

public sealed class SseParserTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b\n\n", "|a", "|b")]
    [InlineData("data:a\r\n\r\ndata:  b\r\n\r\n", "|a", "| b")]
    [InlineData("data: a\r\rdata: b\r\r", "|a", "|b")]
    [InlineData("data: a\ndata: b\n\n", "|a\nb")]
    [InlineData("data\n\n", "|")]
    [InlineData("data:\ndata:\n\n", "|\n")]
    [InlineData("event: error\ndata: {}\n\ndata: x\n\n", "error|{}", "|x")]
    [InlineData(": keep-alive\n\ndata: a\n\n", "#: keep-alive", "|a")]
    [InlineData("data: a\n: in between\ndata: b\n\n", "#: in between", "|a\nb")]
    [InlineData("id: 7\nretry: 10\nunknown: x\ndata: a\n\n", "|a")]
    [InlineData("event: lonely\n\ndata: a\n\n", "|a")]
    [InlineData("\n\n\n\ndata: a\n\n\n\n", "|a")]
    [InlineData("\uFEFFdata: a\n\n", "|a")]
    [InlineData("data: é😀\n\n", "|é😀")]
    [InlineData("data: [DONE]", "|[DONE]")]
    [InlineData("data: a\n", "|a")]
    [InlineData("data: a\n\ndata: {\"cut", "|a", "|{\"cut")]
    [InlineData("")]
    public void TryRead_StreamSplitAnywhere_GivesTheSameEvents(string stream, params string[] expected)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        for (var pieces = 1; pieces <= 4; pieces++)
        {
            Assert.Equal(expected, ReadAll(bytes, index => (index / pieces) + 1));
        }

        for (var split = 0; split <= bytes.Length; split++)
        {
            Assert.Equal(expected, ReadAll(bytes, index => index < split ? 0 : 1));
        }
    }

    [Fact]
    public void TryRead_RandomPiecesAndSegments_GivesTheSameEvents()
    {
        const int Seed = 11;
        var random = new Random(Seed);
        var text = string.Concat(Enumerable.Range(0, 200).Select(i => $"event: e{i}\r\ndata: {{\"i\":{i}}}\r\ndata: second\r\n\r\n: c{i}\n"));
        var expected = Enumerable.Range(0, 200).SelectMany(i => new[] { $"e{i}|{{\"i\":{i}}}\nsecond", $"#: c{i}" });
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var run = 0; run < 50; run++)
        {
            var piece = 0;
            var chance = random.Next(1, 60);

            Assert.Equal(expected, ReadAll(bytes, _ => piece += random.Next(chance) == 0 ? 1 : 0));
        }
    }

    [Fact]
    public void TryRead_LineAtItsLimit_IsReadAndOverItRefused()
    {
        var line = Encoding.UTF8.GetBytes("data: 0123456789");

        Assert.Equal(["|0123456789"], ReadAll(line, _ => 0, maxEventBytes: line.Length));
        Assert.Equal(["too long"], ReadAll(line, _ => 0, maxEventBytes: line.Length - 1));
        Assert.Equal(["too long"], ReadAll(line, index => index, maxEventBytes: line.Length - 1));
    }

    [Fact]
    public void TryRead_ManyLinesOfOneEvent_AreBoundedTogether()
    {
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("data: 0123456789\n", 10)));

        Assert.Equal(["too long"], ReadAll(lines, _ => 0, maxEventBytes: 50));
    }

    [Fact]
    public void TryRead_EndlessLine_IsRefusedWithoutKeepingIt()
    {
        var parser = new SseParser(maxEventBytes: 1000);
        var piece = new byte[300];
        piece.AsSpan().Fill((byte)'x');
        for (var i = 0; i < 10; i++)
        {
            var buffer = new ReadOnlySequence<byte>(piece);
            var result = parser.TryRead(ref buffer, isCompleted: false, out _);

            Assert.Equal(i < 3 ? SseResult.NeedsMore : SseResult.TooLong, result);
        }
    }

    [Fact]
    public void TryRead_LineFeedAfterEmptySegments_IsFound()
    {
        var first = new Segment(ReadOnlyMemory<byte>.Empty, null);
        var last = new Segment("data: a\n\n"u8.ToArray(), new Segment(ReadOnlyMemory<byte>.Empty, first));
        var buffer = new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);

        Assert.Equal(SseResult.Event, new SseParser().TryRead(ref buffer, isCompleted: false, out var item));
        Assert.Equal("a", Encoding.UTF8.GetString(item.Data.Span));
    }

    // Feeds the stream in pieces: bytes for which the function gives the same number arrive together.
    private static List<string> ReadAll(byte[] stream, Func<int, int> piece, int maxEventBytes = WireLimits.MaxEventBytes)
    {
        var parser = new SseParser(maxEventBytes);
        var events = new List<string>();
        var pieces = stream.Select((value, index) => (value, piece: piece(index))).GroupBy(item => item.piece, item => item.value);
        foreach (var bytes in pieces.Append(null))
        {
            var buffer = new ReadOnlySequence<byte>(bytes?.ToArray() ?? []);
            SseResult result;
            while ((result = parser.TryRead(ref buffer, isCompleted: bytes is null, out var item)) == SseResult.Event)
            {
                var data = Encoding.UTF8.GetString(item.Data.Span);
                events.Add(item.IsComment ? $"#:{data}" : $"{item.Name}|{data}");
            }

            if (result == SseResult.TooLong)
            {
                events.Add("too long");
                break;
            }

            Assert.True(buffer.IsEmpty);
        }

        return events;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
