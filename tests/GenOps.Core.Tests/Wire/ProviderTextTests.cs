using System.Text;
using GenOps.Core.Wire;
using static GenOps.Core.Tests.Wire.Bodies;

namespace GenOps.Core.Tests.Wire;

public sealed class ProviderTextTests
{
    [Fact]
    public void Utf8_ValidText_IsTheSameMemory()
    {
        ReadOnlyMemory<byte> text = Utf8("""{"a":"é😀\ud800"}""");

        Assert.True(ProviderText.Utf8(text).Equals(text));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF }, "\uFFFD")]
    [InlineData(new byte[] { 0xE2, 0x82 }, "\uFFFD")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "\uFFFD\uFFFD\uFFFD")]
    public void Utf8_BytesOfNoCharacter_AreReplaced(byte[] bytes, string expected)
    {
        byte[] text = [.. "{\"a\":\"x"u8, .. bytes, .. "y\"}"u8];

        Assert.Equal($"{{\"a\":\"x{expected}y\"}}", Encoding.UTF8.GetString(ProviderText.Utf8(text).Span));
    }

    [Fact]
    public void OneLine_NoLineEnd_IsTheSameMemory()
    {
        ReadOnlyMemory<byte> json = Utf8("""{"a":"\n\r"}""");

        Assert.True(ProviderText.OneLine(json).Equals(json));
    }

    [Theory]
    [InlineData("{\n\"a\":\r\n1}\r", "{ \"a\":  1} ")]
    [InlineData("\n", " ")]
    public void OneLine_LineEnds_BecomeSpaces(string json, string expected)
    {
        Assert.Equal(expected, Encoding.UTF8.GetString(ProviderText.OneLine(Utf8(json)).Span));
    }
}
