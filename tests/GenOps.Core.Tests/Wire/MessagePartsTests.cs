using static GenOps.Core.Tests.Wire.Bodies;

namespace GenOps.Core.Tests.Wire;

public sealed class MessagePartsTests
{
    [Theory]
    [InlineData("\"text\"", 0, false)]
    [InlineData("null", 0, false)]
    [InlineData("""[{"type":"text","text":"image_url"}]""", 0, false)]
    [InlineData("""[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]""", 1, false)]
    [InlineData("""[{"type":"image_url","image_url":{"url":"a"}},{"type":"image_url","image_url":{"url":"b"}}]""", 2, false)]
    [InlineData("""[{"image_url":"a"}]""", 1, false)]
    [InlineData("""[{"type":"text","text":"a","image_url":{"url":"a"}}]""", 1, false)]
    [InlineData("""[{"type":"text","type":"im\u0061ge_url"}]""", 1, false)]
    [InlineData("""{"type":"image_url","image_url":{"url":"a"}}""", 1, false)]
    [InlineData("""[{"type":"video_url","video_url":{"url":"a"}}]""", 0, true)]
    [InlineData("""[{"type":"text","video_url":{"url":"a"}}]""", 0, true)]
    [InlineData("""[{"type":"file","file":{"file_id":"f"}}]""", 0, true)]
    [InlineData("""[{"type":"something_new","x":1}]""", 0, true)]
    public void Content_Parts_AreCountedBySort(string content, int images, bool isUnbounded)
    {
        var request = Read($$"""{"model":"m","messages":[{"role":"user","content":{{content}}}]}""");

        Assert.Equal((images, isUnbounded), (request.ImageCount, request.HasUnboundedParts));
    }

    [Fact]
    public void ImageBytes_DataUrl_IsTheImageAndNotTheText()
    {
        var image = $$"""{"url":"data:image/png;base64,{{new string('A', 10_000)}}"}""";
        var request = Read($$"""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{{image}}}]}]}""");

        Assert.Equal(image.Length, request.ImageBytes);
        Assert.InRange(request.ToShape(100).InputBytes - request.ToShape(100).ImageBytes, 50, 120);
    }
}
