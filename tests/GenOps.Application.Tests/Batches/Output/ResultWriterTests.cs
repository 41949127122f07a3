using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using GenOps.Application.Batches;

namespace GenOps.Application.Tests.Batches.Output;

public sealed class ResultWriterTests
{
    [Theory]
    [InlineData("{\r\n \"a\": \"x\\ny\",\n \"b\": 1\n}", "x\ny")]
    [InlineData("{\"a\": \"caf\u00e9\"}", "caf\ufffd")]
    [InlineData("{\n\"a\": \"\u00e9\"}", "\ufffd")]
    public void Answer_ProviderSendsLineEndsOrBadBytes_IsOneLineOfUtf8(string body, string expected)
    {
        // In Latin-1 the accented letter is one byte, which is no UTF-8.
        var line = ResultWriter.Answer("r", "c", Encoding.Latin1.GetBytes(body));

        Assert.True(Utf8.IsValid(line.Span));
        Assert.Equal(line.Length - 1, line.Span.IndexOf((byte)'\n'));
        var json = JsonDocument.Parse(line[1..]).RootElement;
        Assert.Equal(expected, json.GetProperty("response").GetProperty("body").GetProperty("a").GetString());
    }
}
