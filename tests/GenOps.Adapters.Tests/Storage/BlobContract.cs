using System.Globalization;
using System.Text;
using GenOps.Application.Storage;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>Whole blobs, streams, blocks and listings.</summary>
public abstract class BlobContract(IBlobStore store)
{
    // More than the blocks in which streams go up, and not a multiple of them.
    private const int LargeBytes = (10 * 1024 * 1024) + 17;
    private readonly string _name = TestNames.Next() + "/blob.json";

    public static TheoryData<string> BadNames =>
        [string.Empty, "/a", "a/", "a//b", "a/../b", "a/./b", "a.", "a./b", "..", "a b", "a?b", "a#b", "a%2fb", "a\\b", "ä", "a\nb", new string('n', 1_025)];

    [Fact]
    public async Task Get_Missing_ReturnsNull()
    {
        Assert.Null(await store.GetAsync(_name, 10, CancellationToken.None));
        Assert.Null(await store.OpenReadAsync(_name, 0, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("first")]
    public async Task Put_Content_IsReadBack(string content)
    {
        await PutAsync(content);

        Assert.Equal(content, await GetAsync());
    }

    [Fact]
    public async Task Put_Again_Replaces()
    {
        await PutAsync("a longer first one");

        await PutAsync("second");

        Assert.Equal("second", await GetAsync());
    }

    [Fact]
    public async Task Put_ThenChangingTheBuffer_ChangesNothing()
    {
        var buffer = "first"u8.ToArray();
        await store.PutAsync(_name, buffer, CancellationToken.None);
        buffer[0] = 0;
        (await store.GetAsync(_name, 10, CancellationToken.None))![1] = 0;

        Assert.Equal("first", await GetAsync());
    }

    [Fact]
    public async Task Get_LargerThanAllowed_IsTooLarge()
    {
        await PutAsync("12345");

        Assert.Equal(5, (await store.GetAsync(_name, 5, CancellationToken.None))!.Length);
        var exception = await Assert.ThrowsAsync<BlobStoreException>(() => store.GetAsync(_name, 4, CancellationToken.None));
        Assert.Equal(BlobStoreFault.TooLarge, exception.Kind);
    }

    [Theory]
    [InlineData(0, "12345")]
    [InlineData(2, "345")]
    [InlineData(5, "")]
    [InlineData(9, "")]
    public async Task OpenRead_FromOffset_ReturnsTheRest(long offset, string expected)
    {
        await PutAsync("12345");

        await using var stream = await store.OpenReadAsync(_name, offset, CancellationToken.None);

        using var reader = new StreamReader(stream!);
        Assert.Equal(expected, await reader.ReadToEndAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(LargeBytes)]
    public async Task Write_Stream_ReturnsItsLengthAndContent(int length)
    {
        var content = Content(length);

        var written = await store.WriteAsync(_name, new MemoryStream(content), length, CancellationToken.None);

        Assert.Equal(length, written);
        Assert.Equal(content, await store.GetAsync(_name, length, CancellationToken.None));
    }

    [Theory]
    [InlineData(10, 9)]
    [InlineData(LargeBytes, LargeBytes - 1)]
    public async Task Write_StreamOverItsLimit_IsTooLargeAndLeavesTheOld(int length, long maxBytes)
    {
        await PutAsync("old");

        var exception = await Assert.ThrowsAsync<BlobStoreException>(
            () => store.WriteAsync(_name, new MemoryStream(Content(length)), maxBytes, CancellationToken.None));

        Assert.Equal(BlobStoreFault.TooLarge, exception.Kind);
        Assert.Equal("old", await GetAsync());
    }

    [Fact]
    public async Task Write_StreamThatFails_ThrowsItsExceptionAndLeavesNothing()
    {
        await Assert.ThrowsAsync<NotSupportedException>(
            () => store.WriteAsync(_name, new FailingStream(), 1_000, CancellationToken.None));

        Assert.Null(await store.GetAsync(_name, 10, CancellationToken.None));
    }

    [Fact]
    public async Task StageBlock_WithoutCommit_ShowsNothing()
    {
        await StageAsync("a", "A");

        Assert.Null(await store.GetAsync(_name, 10, CancellationToken.None));
        Assert.Empty(await store.ListAsync(_name, null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task CommitBlocks_AnyOrder_MakesTheBlobInThatOrder()
    {
        await StageAsync("block-10", "B");
        await StageAsync("block-2", "A");
        await StageAsync("never named", "X");

        var length = await CommitAsync("block-2", "block-10", "block-2");

        Assert.Equal(3, length);
        Assert.Equal("ABA", await GetAsync());
    }

    [Fact]
    public async Task CommitBlocks_Repeated_IsHarmless()
    {
        await StageAsync("a", "A");
        await StageAsync("b", "B");
        await CommitAsync("a", "b");

        Assert.Equal(2, await CommitAsync("a", "b"));
        Assert.Equal("AB", await GetAsync());
    }

    [Fact]
    public async Task StageBlock_SameIdAgain_Replaces()
    {
        await StageAsync("a", "old");
        await StageAsync("a", "new");
        await CommitAsync("a");
        await StageAsync("a", "newest");

        Assert.Equal("new", await GetAsync());
        await CommitAsync("a");
        Assert.Equal("newest", await GetAsync());
    }

    [Fact]
    public async Task CommitBlocks_OneMissing_FailsAndChangesNothing()
    {
        await PutAsync("old");
        await StageAsync("a", "A");

        var exception = await Assert.ThrowsAsync<BlobStoreException>(() => CommitAsync("a", "b"));

        Assert.Equal(BlobStoreFault.BlockMissing, exception.Kind);
        Assert.Equal("old", await GetAsync());
    }

    [Fact]
    public async Task CommitBlocks_UnnamedBlocks_AreDropped()
    {
        await StageAsync("a", "A");
        await StageAsync("b", "B");
        await CommitAsync("a");

        await Assert.ThrowsAsync<BlobStoreException>(() => CommitAsync("a", "b"));
    }

    [Fact]
    public async Task CommitBlocks_None_MakesAnEmptyBlob()
    {
        Assert.Equal(0, await CommitAsync());
        Assert.Equal(string.Empty, await GetAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0")]
    [InlineData("1234567890123456789012345678901234567890123456789")]
    public async Task StageBlock_BadId_IsRefused(string blockId) => await Assert.ThrowsAnyAsync<ArgumentException>(() => StageAsync(blockId, "A"));

    [Fact]
    public async Task Delete_PresentOrMissing_LeavesNothing()
    {
        await PutAsync("content");
        await store.DeleteAsync(_name, CancellationToken.None);
        await store.DeleteAsync(_name, CancellationToken.None);

        Assert.Null(await store.GetAsync(_name, 10, CancellationToken.None));
    }

    [Fact]
    public async Task List_ByPrefixAndAfter_ReturnsNamesInOrder()
    {
        var folder = TestNames.Next() + "/";
        string[] names = ["b", "a", "B", "a-1", "a.1", "a/1", "a_1", "10", "9", "~"];
        foreach (var name in names)
        {
            await store.PutAsync(folder + name, "x"u8.ToArray(), CancellationToken.None);
        }

        var ordered = names.Order(StringComparer.Ordinal).Select(name => folder + name).ToArray();
        Assert.Equal(ordered, await store.ListAsync(folder, null, 100, CancellationToken.None));
        Assert.Equal(ordered[..3], await store.ListAsync(folder, null, 3, CancellationToken.None));
        Assert.Equal(ordered[3..], await store.ListAsync(folder, ordered[2], 100, CancellationToken.None));
        Assert.Equal(ordered[3..], await store.ListAsync(folder, ordered[2] + "-not-there", 100, CancellationToken.None));
        Assert.Equal(ordered.Where(name => name.StartsWith(folder + "a", StringComparison.Ordinal)), await store.ListAsync(folder + "a", null, 100, CancellationToken.None));
        Assert.Empty(await store.ListAsync(folder + "none", null, 100, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(BadNames), DisableDiscoveryEnumeration = true)]
    public async Task Any_BadName_IsRefused(string name)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.PutAsync(name, "x"u8.ToArray(), CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.GetAsync(name, 1, CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.DeleteAsync(name, CancellationToken.None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.StageBlockAsync(name, "a", "x"u8.ToArray(), CancellationToken.None));
    }

    [Fact]
    public async Task Any_AlreadyCancelled_Throws()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync(_name, "x"u8.ToArray(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.GetAsync(_name, 1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ListAsync(_name, null, 1, cancelled));
    }

    [Fact]
    public async Task StageBlock_ManyAtOnce_KeepsThemAll()
    {
        var ids = Enumerable.Range(0, 50).Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray();
        await Task.WhenAll(ids.Select(id => Task.Run(() => StageAsync(id, id + "\n"))));

        await CommitAsync(ids);

        Assert.Equal(string.Concat(ids.Select(id => id + "\n")), await GetAsync());
    }

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        for (var index = 0; index < length; index++)
        {
            content[index] = (byte)(index * 31 >> 3);
        }

        return content;
    }

    private Task PutAsync(string content) => store.PutAsync(_name, Encoding.UTF8.GetBytes(content), CancellationToken.None);

    private async Task<string> GetAsync() => Encoding.UTF8.GetString((await store.GetAsync(_name, 1_000, CancellationToken.None))!);

    private Task StageAsync(string blockId, string content) =>
        store.StageBlockAsync(_name, blockId, Encoding.UTF8.GetBytes(content), CancellationToken.None);

    private Task<long> CommitAsync(params string[] blockIds) => store.CommitBlocksAsync(_name, blockIds, CancellationToken.None);

    private sealed class FailingStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
