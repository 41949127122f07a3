using System.Globalization;
using GenOps.Application.Reports;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;

namespace GenOps.Application.Tests.Reports;

public sealed class UsageReaderTests
{
    private const int Calls = 1_000_000;
    private static readonly DateOnly First = new(2026, 1, 1);

    private readonly ReportWorld _world = new();
    private readonly UsageReader _usage;

    public UsageReaderTests() => _usage = new UsageReader(_world.Stores);

    [Fact]
    public async Task ReadAsync_YearOfAMillionCalls_ReadsRollupsAlone()
    {
        const int Combinations = 20;
        const int Rows = 365 * Combinations;
        var rows = Enumerable.Range(0, Rows).Select(number =>
        {
            var combination = (number % Combinations).ToString(CultureInfo.InvariantCulture);
            var key = new RollupKey(First.AddDays(number / Combinations), "t" + combination[0], null, "m" + combination, null, null, null, null);
            var calls = (Calls / Rows) + (number < Calls % Rows ? 1 : 0);
            return ReportWorld.Rollup(key, new Tally { Operations = calls, CostNanoUsd = 7L * calls });
        });
        await _world.InsertAsync(rows);
        await _world.InsertAsync(Enumerable.Range(0, 100).Select(number => _world.Entry(number.ToString("D3", CultureInfo.InvariantCulture))));

        var report = await ReadAsync(First, First.AddDays(364), UsageDimension.Model, UsageDimension.Team);

        Assert.Equal((Calls, 7L * Calls), (report!.Total.Operations, report.Total.CostNanoUsd));
        Assert.Equal(Combinations, report.Rows.Count);
        Assert.Equal(Calls, report.Rows.Sum(row => row.Tally.Operations));
        Assert.All(_world.Stores.Reads, read => Assert.StartsWith("r|", read, StringComparison.Ordinal));
        Assert.True(_world.Stores.Reads.Count <= 24, $"{_world.Stores.Reads.Count} reads for {Rows} rows");
    }

    [Fact]
    public async Task ReadAsync_Range_IncludesBothEndsAndNothingElse()
    {
        await _world.InsertAsync(Enumerable.Range(0, 100).Select(day =>
            ReportWorld.Rollup(KeyOf(First.AddDays(day)), new Tally { Operations = 1L << (day % 60) })));

        var report = await ReadAsync(First.AddDays(1), First.AddDays(40));

        Assert.Equal(Enumerable.Range(1, 40).Sum(day => 1L << day), report!.Total.Operations);
        Assert.Empty(report.Rows);
    }

    [Fact]
    public async Task ReadAsync_SharesOfInstances_AreOneGroup()
    {
        var key = KeyOf(First);
        await _world.InsertAsync(
            ReportWorld.Rollup(key, new Tally { Operations = 1 }, "i1"), ReportWorld.Rollup(key, new Tally { Operations = 2 }, "i2"));

        var row = Assert.Single((await ReadAsync(First, First, UsageDimension.Day))!.Rows);

        Assert.Equal((First, 3L), (row.Group.Day, row.Tally.Operations));
    }

    [Fact]
    public async Task ReadAsync_TooManyGroups_IsNoReport()
    {
        await _world.InsertAsync(Enumerable.Range(0, 10).Select(day => ReportWorld.Rollup(KeyOf(First.AddDays(day)), default)));
        var query = new UsageQuery(First, First.AddDays(9), [UsageDimension.Day], Pins.None);

        Assert.Null(await _usage.ReadAsync(ReportWorld.Tenant, query, new UsageSums(query, maxGroups: 9), CancellationToken.None));
        Assert.NotNull(await _usage.ReadAsync(ReportWorld.Tenant, query, new UsageSums(query, maxGroups: 10), CancellationToken.None));
    }

    [Fact]
    public async Task ReadAsync_OtherTenant_SeesNothing()
    {
        await _world.InsertAsync(ReportWorld.Rollup(KeyOf(First), new Tally { Operations = 1 }));

        var report = await _usage.ReadAsync("other", new UsageQuery(First, First, [], Pins.None), CancellationToken.None);

        Assert.Equal(default, report!.Total);
    }

    private static RollupKey KeyOf(DateOnly day) => new(day, "t", "p", "m", null, null, null, null);

    private Task<UsageReport?> ReadAsync(DateOnly from, DateOnly to, params UsageDimension[] groupBy) =>
        _usage.ReadAsync(ReportWorld.Tenant, new UsageQuery(from, to, groupBy, Pins.None), CancellationToken.None);
}
