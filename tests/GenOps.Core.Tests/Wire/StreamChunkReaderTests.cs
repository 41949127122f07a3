using System.Text;
using GenOps.Core.Pricing;
using GenOps.Core.Wire;
using static GenOps.Core.Tests.Wire.Bodies;

namespace GenOps.Core.Tests.Wire;

public sealed class StreamChunkReaderTests
{
    [Theory]
    [InlineData("[DONE]", StreamChunkKind.Done)]
    [InlineData(" [DONE] ", StreamChunkKind.Done)]
    [InlineData("[done]", StreamChunkKind.Malformed)]
    [InlineData("", StreamChunkKind.Malformed)]
    [InlineData("{\"choices\":[", StreamChunkKind.Malformed)]
    [InlineData("""{"error":{"message":"x"},"choices":[]}""", StreamChunkKind.Error)]
    [InlineData("""{"choices":[{"delta":{"content":"a"},"finish_reason":null}]}""", StreamChunkKind.Content)]
    [InlineData("""{"choices":[{"delta":{"role":"assistant"}}],"usage":null}""", StreamChunkKind.Content)]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}}""", StreamChunkKind.Finish)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}""", StreamChunkKind.UsageOnly)]
    [InlineData("""{"usage":{"prompt_tokens":1}}""", StreamChunkKind.UsageOnly)]
    [InlineData("""{"choices":[],"prompt_filter_results":[]}""", StreamChunkKind.Other)]
    [InlineData("{}", StreamChunkKind.Other)]
    public void Read_Data_KnowsItsKind(string data, StreamChunkKind expected)
    {
        Assert.Equal(expected, StreamChunkReader.Read(Utf8(data)).Kind);
    }

    [Theory]
    [InlineData("""{"choices":[]}""", false)]
    [InlineData("""{"choices":[{"genops":1}]}""", false)]
    [InlineData("""{"genops":null}""", true)]
    [InlineData("""{"g\u0065nops":{}}""", true)]
    public void Read_Genops_IsTold(string data, bool expected)
    {
        Assert.Equal(expected, StreamChunkReader.Read(Utf8(data)).HasGenops);
    }

    [Fact]
    public void Read_Chunk_CountsWhatWasProduced()
    {
        var chunk = StreamChunkReader.Read(Utf8(
            """
            {"choices":[{"index":0,"delta":{"content":"hé","reasoning":"ab"}},
              {"index":1,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\""}}]},"finish_reason":"tool_calls"}]}
            """));

        Assert.Equal((2, 1, 3 + 2 + 4 + 1L), (chunk.ChoiceCount, chunk.FinishedCount, chunk.TextTokenBound));
        Assert.Null(chunk.Usage);
    }

    [Fact]
    public void Read_Usage_GivesItsRawJson()
    {
        var data = Utf8("""{"choices":[], "usage" : {"prompt_tokens": 1, "completion_tokens":2, "extra":{"a":[]}} }""");
        var chunk = StreamChunkReader.Read(data);

        Assert.Equal(new ReportedUsage(1, 2), chunk.Usage);
        Assert.Equal("""{"prompt_tokens": 1, "completion_tokens":2, "extra":{"a":[]}}""", Encoding.UTF8.GetString(data.AsSpan(chunk.UsageJson)));
    }

    [Fact]
    public void Read_Chunk_AllocatesNothing()
    {
        var data = Utf8("""{"id":"x","model":"m","choices":[{"delta":{"content":"hé\n"}}],"usage":{"prompt_tokens":1,"prompt_tokens_details":{"cached_tokens":1}}}""");
        StreamChunkReader.Read(data);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            StreamChunkReader.Read(data);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
