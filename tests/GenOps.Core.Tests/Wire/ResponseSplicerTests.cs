using System.Buffers;
using System.Text;
using GenOps.Core.Wire;
using static GenOps.Core.Tests.Wire.Bodies;

namespace GenOps.Core.Tests.Wire;

public sealed class ResponseSplicerTests
{
    [Theory]
    [InlineData("{}", """{"genops":{"a":1}}""")]
    [InlineData("{ }\n", """{"genops":{"a":1} }""" + "\n")]
    [InlineData("""{"id":"x", "n":1.0 }""", """{"id":"x", "n":1.0,"genops":{"a":1} }""")]
    [InlineData("""{"genops":0}""", """{"genops":{"a":1}}""")]
    [InlineData("""{"genops":0,"id":"x"}""", """{"id":"x","genops":{"a":1}}""")]
    [InlineData("""{"id":"x","genops":{"old":[1]},"m":1}""", """{"id":"x","m":1,"genops":{"a":1}}""")]
    [InlineData("""{"id":"x","genops":1,"genops":2}""", """{"id":"x","genops":{"a":1}}""")]
    [InlineData("""{"genops":1,"genops":2,"id":"x","genops":3,"m":{"genops":4}}""", """{"id":"x","m":{"genops":4},"genops":{"a":1}}""")]
    [InlineData("""{"g\u0065nops":1,"id":"x"}""", """{"id":"x","genops":{"a":1}}""")]
    public void TryAddGenops_Object_EndsWithGenops(string body, string expected)
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.True(ResponseSplicer.TryAddGenops(Utf8(body), "{\"a\":1}"u8, output));
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1}}")]
    [InlineData("not json")]
    public void TryAddGenops_NoObject_WritesNothing(string body)
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.False(ResponseSplicer.TryAddGenops(Utf8(body), "{}"u8, output));
        Assert.Equal(0, output.WrittenCount);
    }

    [Theory]
    [InlineData("""{"id":"x","choices":[],"usage":null}""", """{"id":"x","choices":[],"usage":{"u":1},"genops":{"a":1}}""")]
    [InlineData("""{"usage":{"u":0},"genops":1}""", """{"usage":{"u":1},"genops":{"a":1}}""")]
    public void TryAddUsageAndGenops_Chunk_CarriesBoth(string chunk, string expected)
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.True(ResponseSplicer.TryAddUsageAndGenops(Utf8(chunk), "{\"u\":1}"u8, "{\"a\":1}"u8, output));
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("""{"id":"x","usage":{"u":0},"choices":[{"usage":1}]}""", """{"id":"x","choices":[{"usage":1}]}""")]
    [InlineData("""{"usage":null}""", "{}")]
    [InlineData("""{"id":"x","genops":1}""", """{"id":"x","genops":1}""")]
    public void TryRemove_UsageOfAChunk_KeepsTheRest(string chunk, string expected)
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.True(ResponseSplicer.TryRemove(Utf8(chunk), isUsageCut: true, isGenopsCut: false, output));
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData(false, """{"id":"x","usage":1}""")]
    [InlineData(true, """{"id":"x"}""")]
    public void TryRemove_GenopsOfAChunk_KeepsTheRest(bool isUsageCut, string expected)
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.True(ResponseSplicer.TryRemove(Utf8("""{"g\u0065nops":{},"id":"x","usage":1,"genops":0}"""), isUsageCut, isGenopsCut: true, output));
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
