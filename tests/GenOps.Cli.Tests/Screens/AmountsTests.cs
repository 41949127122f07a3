using GenOps.Cli.Screens;

namespace GenOps.Cli.Tests.Screens;

public sealed class AmountsTests
{
    [Theory]
    [InlineData("10.000000000", "10.00")]
    [InlineData("0.000012350", "0.00001235")]
    [InlineData("0.000000001", "0.000000001")]
    [InlineData("-0.500000000", "-0.50")]
    [InlineData("100.120000000", "100.12")]
    [InlineData("7", "7")]
    [InlineData(null, "-")]
    public void Plain_Amount_LosesNothingButZeros(string? amount, string plain) => Assert.Equal(plain, Amounts.Plain(amount));

    [Theory]
    [InlineData(0, "0.000000000")]
    [InlineData(1, "0.000000001")]
    [InlineData(-50_000_000, "-0.050000000")]
    [InlineData(long.MaxValue, "9223372036.854775807")]
    public void OfNano_Amount_IsExact(long nanoUsd, string amount) => Assert.Equal(amount, Amounts.OfNano(nanoUsd));
}
