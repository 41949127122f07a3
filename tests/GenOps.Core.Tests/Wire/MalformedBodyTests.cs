using GenOps.Core.Wire;
using static GenOps.Core.Tests.Wire.Bodies;

namespace GenOps.Core.Tests.Wire;

public sealed class MalformedBodyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("[{\"model\":\"m\"}]")]
    [InlineData("{")]
    [InlineData("{\"model\":\"m\"")]
    [InlineData("{\"model\":\"m\",}")]
    [InlineData("{\"model\" \"m\"}")]
    [InlineData("{model:\"m\"}")]
    [InlineData("{'model':'m'}")]
    [InlineData("{\"model\":\"m\",\"temperature\":NaN}")]
    [InlineData("{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]")]
    public void TryRead_NoJsonObject_IsRefusedAsAWhole(string body)
    {
        Assert.Null(Refuse(body).Param);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData(",")]
    [InlineData("// comment")]
    [InlineData("\0")]
    public void TryRead_SomethingAfterTheObject_IsRefused(string trailing)
    {
        Assert.Null(Refuse(Chat + trailing).Param);
        Assert.Equal("m", Read(Chat + " \r\n\t").Model);
    }

    [Theory]
    [InlineData("/* c */" + Chat)]
    [InlineData("\uFEFF" + Chat)]
    public void TryRead_CommentOrByteOrderMark_IsRefused(string body)
    {
        Assert.Null(Refuse(body).Param);
    }

    [Fact]
    public void TryRead_Malformed_SaysAtWhichByte()
    {
        const string Body = "{\r\n \"model\": \"mé\",\n \"x\": ?}";

        Assert.Contains($"byte {Utf8(Body[..Body.IndexOf('?')]).Length}.", Refuse(Body).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_InvalidUtf8_IsRefused()
    {
        var body = Utf8(Chat.Replace("hi", "h?", StringComparison.Ordinal));
        body[Array.IndexOf(body, (byte)'?')] = 0xFF;

        Assert.Contains("UTF-8", Refuse(body).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(100_000, false)]
    public void TryRead_DeepNesting_IsRefusedBeyondTheLimit(int arrays, bool isRead)
    {
        var body = ChatWith($"\"x\":{new string('[', arrays)}{new string(']', arrays)}");

        Assert.Equal(isRead, InferenceRequestReader.TryRead(InferenceEndpoint.ChatCompletions, Utf8(body), out _, out _));
    }

    [Fact]
    public void TryRead_Refused_NeverQuotesAPrompt()
    {
        const string Secret = "s3cret-prompt";
        string[] bodies =
        [
            $$"""{"model":"m","messages":["{{Secret}}"]}""",
            $$"""{"model":"m","messages":"{{Secret}}"}""",
            $$"""{"model":"m","messages":[{"content":"{{Secret}}"}]}""",
            $$"""{"model":"m","messages":[{"role":"user","content":"{{Secret}}"]}""",
            $$"""{"model":"m","max_tokens":"{{Secret}}"}""",
            ChatWith($"\"metadata\":{{\"team\":[\"{Secret}\"]}}"),
        ];
        foreach (var body in bodies)
        {
            Assert.DoesNotContain(Secret, Refuse(body).Message, StringComparison.Ordinal);
        }
    }
}
