using System.Text;
using GenOps.Application.Reports;
using GenOps.Core.Ledger;
using GenOps.Core.Reports;

namespace GenOps.Application.Tests.Reports;

public sealed class CsvTests
{
    private static readonly DateOnly Day = new(2026, 12, 31);

    [Fact]
    public async Task UsageCsv_Groups_HaveDimensionsThenSums()
    {
        var text = await UsageAsync([UsageDimension.Customer, UsageDimension.Day], Row("Müller, \"A\"", new Tally { Operations = 2, CostNanoUsd = 12_340 }));

        Assert.Equal(
            "customer,day,operations,failures,refusals,input_tokens,cached_tokens,output_tokens,reasoning_tokens,cost_usd,cost_nano_usd,in_doubt_usd\r\n"
            + "\"Müller, \"\"A\"\"\",2026-12-31,2,0,0,0,0,0,0,0.000012340,12340,0.000000000\r\n",
            text);
    }

    [Fact]
    public async Task UsageCsv_NothingGrouped_IsOneRowOfTotals()
    {
        var lines = (await UsageAsync([], Row("c", new Tally { Operations = 3 }))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, lines.Length);
        Assert.StartsWith("3,0,0,", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=HYPERLINK(1)")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    public async Task UsageCsv_TextLikeAFormula_IsMarkedAsText(string customer)
    {
        var lines = (await UsageAsync([UsageDimension.Customer], Row(customer, default))).Split('\n');

        Assert.StartsWith("'" + customer[0], lines[1].TrimStart('"'), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, "-0.000000001")]
    [InlineData(long.MinValue, "-9223372036.854775808")]
    [InlineData(long.MaxValue, "9223372036.854775807")]
    [InlineData(1_000_000_000, "1.000000000")]
    public async Task UsageCsv_Amounts_StayNumbersToTheLastDigit(long nanoUsd, string text) =>
        Assert.Contains($",{text},{nanoUsd},", await UsageAsync([], Row(null, new Tally { CostNanoUsd = nanoUsd })), StringComparison.Ordinal);

    [Fact]
    public async Task FocusCsv_Usage_FillsEveryMandatoryColumn()
    {
        var cells = await FocusAsync(Row("acme", new Tally { Operations = 1, InputTokens = 30, OutputTokens = 12, CostNanoUsd = 500 }, "org/model"));

        string[] mandatory =
        [
            "BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodStart",
            "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory", "ChargeDescription", "InvoiceIssuerName", "ProviderName",
            "PublisherName", "PricingQuantity", "PricingUnit", "ServiceCategory", "ServiceName",
        ];
        Assert.All(mandatory, name => Assert.NotEqual(string.Empty, cells[name]));
        Assert.Equal(string.Empty, cells["ChargeClass"]);
        Assert.Equal("0.000000500", cells["BilledCost"]);
        Assert.Equal(("42", "Tokens"), (cells["ConsumedQuantity"], cells["ConsumedUnit"]));
        Assert.Equal(("2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z"), (cells["ChargePeriodStart"], cells["ChargePeriodEnd"]));
        Assert.Equal(("2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"), (cells["BillingPeriodStart"], cells["BillingPeriodEnd"]));
        Assert.Equal(("tenant-1", "org/model", "Usage"), (cells["SubAccountId"], cells["SkuId"], cells["ChargeCategory"]));
        Assert.Equal("\"{\"\"customer\"\":\"\"acme\"\"}\"", cells["Tags"]);
    }

    [Fact]
    public async Task FocusCsv_MoneyWithoutAModel_IsAnAdjustmentWithoutQuantity()
    {
        var cells = await FocusAsync(Row(null, new Tally { CostNanoUsd = -5 }, model: null));

        Assert.Equal(("Adjustment", "-0.000000005", "", ""), (cells["ChargeCategory"], cells["BilledCost"], cells["ConsumedQuantity"], cells["PricingUnit"]));
    }

    [Fact]
    public async Task FocusCsv_NothingCharged_IsNoRow() =>
        Assert.Single((await FocusTextAsync(Row("c", new Tally { Refusals = 3, Failures = 2 }))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));

    private static RollupRow Row(string? customer, Tally tally, string? model = "m") =>
        ReportWorld.Rollup(new RollupKey(Day, null, null, model, customer, null, null, null), tally);

    private static UsageReport Report(IReadOnlyList<UsageDimension> groupBy, RollupRow row)
    {
        var sums = new UsageSums(new UsageQuery(Day, Day, groupBy, Pins.None));
        sums.Add(row);
        return sums.ToReport();
    }

    private static async Task<string> UsageAsync(IReadOnlyList<UsageDimension> groupBy, RollupRow row)
    {
        using var stream = new MemoryStream();
        await UsageCsv.WriteAsync(Report(groupBy, row), stream, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async Task<string> FocusTextAsync(RollupRow row)
    {
        using var stream = new MemoryStream();
        await FocusCsv.WriteAsync("tenant-1", Report(FocusCsv.GroupBy, row), stream, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async Task<Dictionary<string, string>> FocusAsync(RollupRow row)
    {
        var lines = (await FocusTextAsync(row)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var names = lines[0].Split(',');
        var cells = lines[1].Split(',', names.Length);
        return names.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
