using GenOps.Adapters.Memory;
using GenOps.Adapters.Tests.Storage;
using GenOps.Core.Ledger;

namespace GenOps.Adapters.Tests.Memory;

public sealed class PackedEntryTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 511)]
    [InlineData("a", 70_000)]
    [InlineData("ü€😀", 200)]
    public void Unpack_TextOfAnyLength_IsTheSameEntry(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var entry = RowSamples.Entry(1, long.MinValue) with
        {
            Reason = text,
            CustomId = text,
            Attribution = new Attribution { Team = text, Tags = text },
            ProviderMicroseconds = long.MaxValue,
            OverheadMicroseconds = -1,
        };

        Assert.Equal(entry, PackedEntry.Unpack(PackedEntry.Pack(entry)));
    }
}
