using GenOps.Application.Storage;
using GenOps.Core.Rows;

namespace GenOps.Adapters.Tests.Storage;

/// <summary>What goes in comes out, for every row type.</summary>
public abstract class RoundTripContract(IRowStores stores)
{
    public static TheoryData<string> Samples => [.. RowSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Get_AfterInsert_ReturnsTheRow(string sample)
    {
        var (partition, row) = (TestNames.Next(), RowSamples.All[sample]);
        var inserted = await stores.Accounts.CommitAsync(partition, [RowChange.Insert(row)], CancellationToken.None);

        var stored = await stores.Accounts.GetAsync(partition, row.RowKey, CancellationToken.None);

        Assert.True(inserted.IsCommitted);
        Assert.Equal(RowText.Of(row), RowText.Of(stored!.Row));
        Assert.Equal(inserted.ETags[0], stored.ETag);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Query_AfterReplacingWithItself_ReturnsTheRow(string sample)
    {
        var (partition, row) = (TestNames.Next(), RowSamples.All[sample]);
        var inserted = await stores.Directory.CommitAsync(partition, [RowChange.Insert(row)], CancellationToken.None);
        await stores.Directory.CommitAsync(partition, [RowChange.Replace(row, inserted.ETags[0]!)], CancellationToken.None);

        var page = await stores.Directory.QueryAsync(partition, row.RowKey, row.RowKey + "!", 10, null, CancellationToken.None);

        Assert.Equal(RowText.Of(row), RowText.Of(Assert.Single(page.Rows).Row));
    }

    [Fact]
    public async Task Get_AfterReplacingWithFewerValues_HasNoneOfTheOldOnes()
    {
        var partition = TestNames.Next();
        var full = RowSamples.Entry(1) with { CustomId = "old", Reason = "old" };
        var inserted = await stores.Accounts.CommitAsync(partition, [RowChange.Insert(full)], CancellationToken.None);
        var bare = full with { CustomId = null, Reason = null, Attribution = Core.Ledger.Attribution.None };
        await stores.Accounts.CommitAsync(partition, [RowChange.Replace(bare, inserted.ETags[0]!)], CancellationToken.None);

        var stored = await stores.Accounts.GetAsync(partition, full.RowKey, CancellationToken.None);

        Assert.Equal(bare, stored!.Row);
    }
}
