using System.Buffers;
using GenOps.Application.Calls;

namespace GenOps.Application.Tests.Calls;

public sealed class PooledBytesTests
{
    [Fact]
    public void Written_BeyondCapacity_KeepsAllBytesInOrder()
    {
        var expected = Enumerable.Range(0, 10_000).Select(static value => (byte)value).ToArray();
        using var bytes = new PooledBytes(16);
        foreach (var part in expected.Chunk(37))
        {
            bytes.Write(part);
        }

        Assert.Equal(expected, bytes.Written.ToArray());
    }

    [Fact]
    public void GetSpan_HintAboveCapacity_HasRoomForIt()
    {
        using var bytes = new PooledBytes(16);
        bytes.Write("ab"u8);
        Assert.True(bytes.GetSpan(5_000).Length >= 5_000);
        Assert.Equal("ab"u8.ToArray(), bytes.Written.ToArray());
    }
}
