using System.Globalization;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;

namespace GenOps.Core.Tests.Reports;

public sealed class UsageSumsTests
{
    private static readonly DateOnly Day = new(2026, 11, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void ToReport_AnyGrouping_EqualsTheSumOverEntries(int seed)
    {
        var random = new Random(seed);
        var entries = Enumerable.Range(0, 2_000).Select(number => Entry(random, number)).ToList();
        var groupBy = UsageDimensions.All.Where(_ => random.Next(2) == 0).OrderBy(_ => random.Next()).ToList();
        var pins = random.Next(2) == 0 ? Pins.None : new Pins("t1", random.Next(2) == 0 ? null : "p0");
        var sums = new UsageSums(new UsageQuery(Day, Day.AddDays(29), groupBy, pins));

        foreach (var row in Rollups(entries, random))
        {
            sums.Add(row);
        }

        var report = sums.ToReport();
        var seen = entries.Where(entry => pins.Sees(entry.Attribution)).ToList();
        Assert.True(Sum(seen) == report.Total, $"seed {seed}: total");
        var expected = groupBy.Count == 0 ? [] : seen.GroupBy(entry => Name(entry, groupBy)).ToDictionary(group => group.Key, Sum);
        Assert.True(expected.Count == report.Rows.Count, $"seed {seed}: {expected.Count} groups, not {report.Rows.Count}");
        foreach (var row in report.Rows)
        {
            Assert.True(expected[Name(row.Group, groupBy)] == row.Tally, $"seed {seed}: {row.Group}");
        }
    }

    [Fact]
    public void ToReport_Groups_StandInTheOrderOfTheirValues()
    {
        var sums = new UsageSums(new UsageQuery(Day, Day, [UsageDimension.Model, UsageDimension.Team], Pins.None));
        foreach (var (team, model) in ((string?, string?)[])[("b", "y"), ("a", "y"), (null, "y"), ("c", null), ("z", "x")])
        {
            sums.Add(Rollup(new RollupKey(Day, team, null, model, null, null, null, null), "i1", new Tally { Operations = 1 }));
        }

        Assert.Equal(["/c", "x/z", "y/", "y/a", "y/b"], sums.ToReport().Rows.Select(row => row.Group.Model + "/" + row.Group.Team));
    }

    [Fact]
    public void Add_MoreGroupsThanAllowed_IsOverLimit()
    {
        var sums = new UsageSums(new UsageQuery(Day, Day, [UsageDimension.Customer], Pins.None), maxGroups: 2);
        for (var customer = 0; customer < 3; customer++)
        {
            Assert.False(sums.IsOverLimit);
            var name = customer.ToString(CultureInfo.InvariantCulture);
            sums.Add(Rollup(new RollupKey(Day, null, null, null, name, null, null, null), "i1", default));
        }

        Assert.True(sums.IsOverLimit);
    }

    [Theory]
    [InlineData("2026-01-01", "2026-12-31", true)]
    [InlineData("2024-01-01", "2024-12-31", true)]
    [InlineData("2026-01-01", "2027-01-02", false)]
    [InlineData("2026-01-02", "2026-01-01", false)]
    [InlineData("1999-12-31", "2000-01-01", false)]
    [InlineData("9999-12-30", "9999-12-31", false)]
    public void Fault_Range_IsFoundBeforeAnythingIsRead(string from, string to, bool isSound)
    {
        var (first, last) = (DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture));

        Assert.Equal(isSound, UsageQuery.Fault(first, last) is null);
        if (!isSound)
        {
            Assert.Throws<ArgumentException>(() => new UsageQuery(first, last, [], Pins.None));
        }
    }

    [Fact]
    public void Find_Names_AreThoseOfTheColumns()
    {
        Assert.All(UsageDimensions.All, dimension => Assert.Equal(dimension, UsageDimensions.Find(UsageDimensions.Name(dimension))));
        Assert.Null(UsageDimensions.Find("Team"));
        Assert.Null(UsageDimensions.Find("user"));
    }

    private static Tally Sum(IEnumerable<EntryRow> entries) => entries.Select(Tally.Of).Aggregate(default(Tally), Tally.Add);

    private static string Name(EntryRow entry, List<UsageDimension> groupBy) => Name(RollupKey.Of(entry.Day, entry.Attribution, entry.Model), groupBy);

    private static string Name(RollupKey key, List<UsageDimension> groupBy) =>
        string.Join('|', groupBy.Select(dimension => UsageDimensions.Value(key, dimension) ?? "(none)"));

    // Three instances, each with its own share.
    private static IEnumerable<RollupRow> Rollups(List<EntryRow> entries, Random random) => entries
        .GroupBy(entry => (Key: RollupKey.Of(entry.Day, entry.Attribution, entry.Model), Owner: random.Next(3)))
        .Select(group => Rollup(group.Key.Key, "i" + group.Key.Owner.ToString(CultureInfo.InvariantCulture), Sum(group)));

    private static RollupRow Rollup(RollupKey key, string owner, Tally tally) =>
        new(key, owner, RollupRow.HashOf(key), tally, LatencyHistogram.Empty);

    private static EntryRow Entry(Random random, int number)
    {
        string? Pick(string prefix, int values) => random.Next(values + 1) is var value && value == values ? null : $"{prefix}{value}";
        return new EntryRow
        {
            Day = Day.AddDays(random.Next(30)),
            EntryId = number.ToString("D6", CultureInfo.InvariantCulture),
            RequestId = "r",
            Attempt = 1,
            Kind = EntryKind.Chat,
            At = DateTimeOffset.UnixEpoch,
            Path = string.Empty,
            Attribution = new Attribution
            {
                Team = Pick("t", 3), Project = Pick("p", 2), Customer = Pick("c", 4), CostCenter = Pick("k", 2), Environment = Pick("e", 2),
                Feature = Pick("f", 2),
            },
            Model = Pick("m", 3),
            InputTokens = random.Next(1_000),
            OutputTokens = random.Next(1_000),
            CostNanoUsd = random.Next(-1_000, 1_000_000),
            Status = (EntryStatus)random.Next(5),
        };
    }
}
