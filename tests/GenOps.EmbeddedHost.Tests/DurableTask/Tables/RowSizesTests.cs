using Azure.Data.Tables;
using GenOps.EmbeddedHost.DurableTask.Tables;

namespace GenOps.EmbeddedHost.Tests.DurableTask.Tables;

/// <summary>Storage's limits, which the emulator does not hold to.</summary>
public sealed class RowSizesTests
{
    [Fact]
    public void Check_HundredActions_PassAndOneMoreThrows()
    {
        RowSizes.Check([.. Actions(100, 1)]);

        Assert.Throws<InvalidOperationException>(() => RowSizes.Check([.. Actions(101, 1)]));
    }

    [Fact]
    public void Check_FourMebibytes_PassAndMoreThrow()
    {
        RowSizes.Check([.. Actions(80, 50_000)]);

        Assert.Throws<InvalidOperationException>(() => RowSizes.Check([.. Actions(90, 50_000)]));
        Assert.Throws<InvalidOperationException>(() => RowSizes.Check([.. Actions(20, 50_000, '"')]));
    }

    [Fact]
    public void Check_TwoPartitions_Throws() => Assert.Throws<InvalidOperationException>(() => RowSizes.Check(
        [.. Actions(1, 1), new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity("other", "r"))]));

    [Fact]
    public void Check_RowOverOneMebibyte_Throws()
    {
        var row = new TableEntity("p", "r");
        for (var column = 0; column < 17; column++)
        {
            row["C" + (char)('a' + column)] = new string('x', 32_000);
        }

        Assert.Throws<InvalidOperationException>(() => RowSizes.Check([CommitPlan.Write(row)]));
    }

    [Theory]
    [InlineData(1, 500, 1)]
    [InlineData(2, 500, 46_000)]
    [InlineData(3, 500, 20_000)]
    public void Split_RandomRows_KeepsAllInOrderAndEachGroupFits(int seed, int count, int maxLength)
    {
        var random = new Random(seed);
        var actions = Enumerable.Range(0, count).SelectMany(_ => Actions(1, random.Next(maxLength + 1), random.Next(2) == 0 ? 'x' : '"')).ToList();

        var groups = RowSizes.Split(actions).ToList();

        Assert.Equal(actions, groups.SelectMany(static group => group));
        Assert.All(groups, static group => Assert.True(group.Count < RowSizes.MaxActions && RowSizes.FitInOne(group)));
    }

    [Theory]
    [InlineData('a', 32_768, "Json")]
    [InlineData('a', 32_769, "JsonUtf8")]
    [InlineData('a', 46_080, "JsonUtf8")]
    [InlineData('a', 46_081, "JsonBlob")]
    [InlineData('\u4e2d', 15_360, "Json")]
    [InlineData('\u4e2d', 15_361, "JsonBlob")]
    public void PutText_OfLength_GoesWhereItFits(char character, int length, string column)
    {
        var row = new TableEntity("p", "r");

        row.PutText("Json", new string(character, length), new LargeTextWriter(new LargeTexts(null!, TimeProvider.System), "a"));

        Assert.Equal(column, Assert.Single(row.Keys, static key => key.StartsWith("Json", StringComparison.Ordinal)));
    }

    private static IEnumerable<TableTransactionAction> Actions(int count, int length, char character = 'x') => Enumerable.Range(0, count)
        .Select(_ => CommitPlan.Write(new TableEntity("p", "r") { ["Json"] = new string(character, length) }));
}
