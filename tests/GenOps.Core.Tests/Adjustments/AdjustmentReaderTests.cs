using System.Text;
using GenOps.Core.Adjustments;

namespace GenOps.Core.Tests.Adjustments;

public sealed class AdjustmentReaderTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData("\"-0.25\"", -250_000_000)]
    [InlineData("\"1000000\"", 1_000_000_000_000_000)]
    [InlineData("\"-1000000\"", -1_000_000_000_000_000)]
    [InlineData("-0.000000001", -1)]
    public void Read_Amount_IsSignedAndExact(string amount, long nanoUsd)
    {
        var reading = Read($$"""{"amount_usd": {{amount}}, "reason": "invoice 4711", "date": "2026-10-01"}""");

        Assert.Equal(new Adjustment(nanoUsd, "invoice 4711", new DateOnly(2026, 10, 1)), reading.Document);
    }

    [Theory]
    [InlineData("\"0\"")]
    [InlineData("0.0")]
    [InlineData("\"1000000.000000001\"")]
    [InlineData("\"-1000000.000000001\"")]
    [InlineData("\"0.0000000001\"")]
    [InlineData("\"--1\"")]
    [InlineData("1e3")]
    [InlineData("null")]
    [InlineData("true")]
    public void Read_AmountIsNone_IsRefused(string amount) =>
        Assert.Equal("$.amount_usd", Assert.Single(Read($$"""{"amount_usd": {{amount}}, "reason": "x", "date": "2026-11-24"}""").Faults).Path);

    [Fact]
    public void Read_ManyFaults_TellsAllOfThem() => Assert.Equal(
        ["$.day", "$.amount_usd", "$.reason", "$.date"],
        Read("""{"day": 1, "reason": " ", "date": "2026-11-25"}""").Faults.Select(static fault => fault.Path));

    private static Core.Tenants.Documents.DocumentReading<Adjustment> Read(string json) => AdjustmentReader.Read(Encoding.UTF8.GetBytes(json), Today);
}
