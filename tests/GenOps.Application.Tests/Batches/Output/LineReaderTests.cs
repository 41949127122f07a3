using System.Text;
using GenOps.Application.Batches.Output;

namespace GenOps.Application.Tests.Batches.Output;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\n", "a")]
    [InlineData("a\n\nb\r\n\r\nc", "a||b||c")]
    [InlineData("12345678\n123456789\n1234567\r\n12345678\r\n123456789\r\nx", "12345678|!|1234567|12345678|!|x")]
    [InlineData("12345678901234567890123456789012345678901234567890\nx\n", "!|x")]
    [InlineData("1234567890", "!")]
    public async Task Read_WhateverTheStreamGivesAtOnce_IsTheSameLines(string text, string expected)
    {
        for (var atOnce = 1; atOnce <= 60; atOnce++)
        {
            var lines = new LineReader(new Dripping(Encoding.ASCII.GetBytes(text), atOnce), maxLineBytes: 8);
            var found = new List<string>();
            while (await lines.ReadAsync(CancellationToken.None))
            {
                found.Add(lines.IsTooLong ? "!" : Encoding.ASCII.GetString(lines.Line.Span));
                Assert.Equal(found.Count, lines.Number);
            }

            Assert.Equal(expected, string.Join('|', found));
        }
    }

    private sealed class Dripping(byte[] content, int atOnce) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, atOnce)], cancellationToken);
    }
}
