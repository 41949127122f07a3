namespace GenOps.Simulator.Tests;

public sealed class BoundedLogTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(10_000)]
    public void Append_BeyondTheLimit_KeepsTheNewestAndTheirPositions(int maximum)
    {
        var log = new BoundedLog<long>(maximum);
        for (var item = 0L; item < 30_000; item++)
        {
            log.Append(item);
            Assert.True(log.Count - log.Dropped <= maximum);
        }

        var kept = log.Read(0, int.MaxValue);

        Assert.Equal(30_000, log.Count);
        Assert.Equal(Enumerable.Range((int)log.Dropped, kept.Count).Select(item => (long)item), kept);
        Assert.Equal(29_999, kept[^1]);
    }

    [Fact]
    public void Read_Pages_CoverEverythingOnce()
    {
        var log = new BoundedLog<long>(100_000);
        for (var item = 0L; item < 10_000; item++)
        {
            log.Append(item);
        }

        var read = new List<long>();
        for (var page = log.Read(0, 777); page.Count > 0; page = log.Read(read.Count, 777))
        {
            read.AddRange(page);
        }

        Assert.Equal(Enumerable.Range(0, 10_000).Select(item => (long)item), read);
    }
}
