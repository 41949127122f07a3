using System.Globalization;
using GenOps.Adapters.Memory;
using GenOps.Core.Accounts;

namespace GenOps.Adapters.Tests.Memory;

/// <summary>The ordered structure against a sorted set, over histories of appends, scattered inserts and removals.</summary>
public sealed class OrderedRowsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void CopyRange_AfterAnyHistory_EqualsTheModel(int seed)
    {
        var random = new Random(seed);
        var (rows, model) = (new OrderedRows(), new SortedSet<string>(StringComparer.Ordinal));
        for (var step = 0; step < 20_000; step++)
        {
            var key = NextKey(random, step);
            if (random.Next(100) < 30 && model.Count > 0)
            {
                var victim = model.GetViewBetween(key, "~").Min ?? model.Min!;
                model.Remove(victim);
                rows.Remove(victim);
            }
            else if (model.Add(key))
            {
                rows.Add(Row(key));
            }

            if (step % 97 == 0)
            {
                AssertSameRange(rows, model, NextKey(random, step), NextKey(random, step), random.Next(1, 600));
            }
        }

        AssertSameRange(rows, model, string.Empty, "~", model.Count + 1);
    }

    [Fact]
    public void CopyRange_Empty_CopiesNothing() => Assert.Equal(0, new OrderedRows().CopyRange("a", "z", new MemoryVersion[3]));

    [Fact]
    public void Add_AscendingRunsSideBySide_KeepsTheOrder()
    {
        var (rows, model) = (new OrderedRows(), new SortedSet<string>(StringComparer.Ordinal));
        for (var number = 0; number < 3_000; number++)
        {
            foreach (var prefix in (string[])["e", "k", "a"])
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{prefix}|{number:D6}");
                model.Add(key);
                rows.Add(Row(key));
            }
        }

        AssertSameRange(rows, model, string.Empty, "~", model.Count);
    }

    // Mostly ascending, as entries are; the rest falls anywhere.
    private static string NextKey(Random random, int step) => random.Next(4) == 0
        ? string.Create(CultureInfo.InvariantCulture, $"k|{random.Next(5_000):x}")
        : string.Create(CultureInfo.InvariantCulture, $"{(random.Next(2) == 0 ? 'e' : 'r')}|{step:D6}");

    private static MemoryRow Row(string key) => new(key) { Current = new MemoryVersion(new HeadRow(0, 0), key.GetHashCode(StringComparison.Ordinal), 0) };

    private static void AssertSameRange(OrderedRows rows, SortedSet<string> model, string fromKey, string beforeKey, int limit)
    {
        var versions = new MemoryVersion[limit];
        var count = rows.CopyRange(fromKey, beforeKey, versions);
        var expected = model.Where(key => string.CompareOrdinal(key, fromKey) >= 0 && string.CompareOrdinal(key, beforeKey) < 0)
            .Take(limit)
            .Select(key => (long)key.GetHashCode(StringComparison.Ordinal));
        Assert.Equal(expected, versions.Take(count).Select(version => version.Number));
    }
}
