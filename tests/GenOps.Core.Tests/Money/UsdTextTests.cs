using System.Globalization;
using System.Numerics;
using System.Text;
using GenOps.Core.Money;

namespace GenOps.Core.Tests.Money;

public sealed class UsdTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("10.00", 10_000_000_000)]
    [InlineData("0.000000001", 1)]
    [InlineData("007.5", 7_500_000_000)]
    [InlineData("9000000000", 9_000_000_000_000_000_000)]
    [InlineData("9000000000.000000000", 9_000_000_000_000_000_000)]
    public void Parse_Decimal_IsNanoUsd(string text, long expected)
    {
        Assert.Equal(UsdTextFault.None, UsdText.Parse(text, out var nanoUsd));
        Assert.Equal(expected, nanoUsd);
    }

    [Theory]
    [InlineData("", UsdTextFault.Empty)]
    [InlineData("-1", UsdTextFault.Sign)]
    [InlineData("-0", UsdTextFault.Sign)]
    [InlineData("+1", UsdTextFault.Sign)]
    [InlineData(" 1", UsdTextFault.NotDecimal)]
    [InlineData("1 ", UsdTextFault.NotDecimal)]
    [InlineData("1\n", UsdTextFault.NotDecimal)]
    [InlineData("1e3", UsdTextFault.NotDecimal)]
    [InlineData("1,000", UsdTextFault.NotDecimal)]
    [InlineData("1.", UsdTextFault.NotDecimal)]
    [InlineData(".5", UsdTextFault.NotDecimal)]
    [InlineData(".", UsdTextFault.NotDecimal)]
    [InlineData("1.2.3", UsdTextFault.NotDecimal)]
    [InlineData("1.-2", UsdTextFault.NotDecimal)]
    [InlineData("$1", UsdTextFault.NotDecimal)]
    [InlineData("NaN", UsdTextFault.NotDecimal)]
    [InlineData("٣", UsdTextFault.NotDecimal)]
    [InlineData("0.0000000001", UsdTextFault.TooManyDecimals)]
    [InlineData("1.0000000000", UsdTextFault.TooManyDecimals)]
    [InlineData("9000000000.000000001", UsdTextFault.OutOfRange)]
    [InlineData("9000000001", UsdTextFault.OutOfRange)]
    [InlineData("9999999999.999999999", UsdTextFault.OutOfRange)]
    [InlineData("10000000000", UsdTextFault.OutOfRange)]
    [InlineData("18446744074", UsdTextFault.OutOfRange)]
    [InlineData("99999999999999999999999999999999", UsdTextFault.OutOfRange)]
    public void Parse_NotAnAmount_SaysWhy(string text, UsdTextFault expected)
    {
        Assert.Equal(expected, UsdText.Parse(text, out var nanoUsd));
        Assert.Equal(0, nanoUsd);
        Assert.NotEmpty(UsdText.Describe(expected));
    }

    [Theory]
    [InlineData("-0.5", -500_000_000)]
    [InlineData("-0", 0)]
    [InlineData("0.5", 500_000_000)]
    [InlineData("-9000000000", -9_000_000_000_000_000_000)]
    public void ParseSigned_Decimal_IsNanoUsd(string text, long expected)
    {
        Assert.Equal(UsdTextFault.None, UsdText.ParseSigned(text, out var nanoUsd));
        Assert.Equal(expected, nanoUsd);
    }

    [Theory]
    [InlineData("-", UsdTextFault.NotDecimal)]
    [InlineData("--1", UsdTextFault.Sign)]
    [InlineData("-+1", UsdTextFault.Sign)]
    [InlineData("+1", UsdTextFault.Sign)]
    [InlineData("", UsdTextFault.Empty)]
    [InlineData("-9000000000.1", UsdTextFault.OutOfRange)]
    public void ParseSigned_NotAnAmount_SaysWhy(string text, UsdTextFault expected)
    {
        Assert.Equal(expected, UsdText.ParseSigned(text, out var nanoUsd));
        Assert.Equal(0, nanoUsd);
    }

    [Theory]
    [InlineData(0, "0.000000000")]
    [InlineData(12_340, "0.000012340")]
    [InlineData(-1, "-0.000000001")]
    [InlineData(10_000_000_000, "10.000000000")]
    [InlineData(long.MaxValue, "9223372036.854775807")]
    [InlineData(long.MinValue, "-9223372036.854775808")]
    public void Format_NanoUsd_HasNineDecimals(long nanoUsd, string expected)
    {
        Assert.Equal(expected, UsdText.Format(nanoUsd));
        Span<byte> utf8 = stackalloc byte[UsdText.MaxLength];
        Assert.True(UsdText.TryFormat(nanoUsd, utf8, out var written));
        Assert.Equal(expected, Encoding.UTF8.GetString(utf8[..written]));
    }

    [Fact]
    public void Format_OtherCulture_StaysInvariant()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal("-1.500000000", UsdText.Format(-1_500_000_000));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void TryFormat_ShortBuffer_IsFalse()
    {
        Span<byte> utf8 = stackalloc byte[10];
        Assert.False(UsdText.TryFormat(12_340, utf8, out var written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void Parse_Formatted_IsTheSameAmount()
    {
        const int Seed = 20261124;
        var random = new Random(Seed);
        for (var i = 0; i < 10_000; i++)
        {
            var nanoUsd = random.NextInt64(-UsdText.MaxNanoUsd, UsdText.MaxNanoUsd) >> random.Next(0, 60);

            Assert.Equal(UsdTextFault.None, UsdText.ParseSigned(UsdText.Format(nanoUsd), out var parsed));
            Assert.True(nanoUsd == parsed, $"seed {Seed}, step {i}: {nanoUsd} became {parsed}");
        }
    }

    [Fact]
    public void Parse_RandomDecimals_AgreesWithBigInteger()
    {
        const int Seed = 7;
        var random = new Random(Seed);
        for (var i = 0; i < 10_000; i++)
        {
            var whole = random.NextInt64(0, 10_000_000_000).ToString(CultureInfo.InvariantCulture);
            var decimals = random.NextInt64(0, 1_000_000_000).ToString("D9", CultureInfo.InvariantCulture)[..random.Next(1, 10)];
            var expected = (BigInteger.Parse(whole, CultureInfo.InvariantCulture) * UsdText.NanoUsdPerUsd)
                + BigInteger.Parse(decimals.PadRight(9, '0'), CultureInfo.InvariantCulture);

            var fault = UsdText.Parse($"{whole}.{decimals}", out var nanoUsd);

            Assert.Equal(expected > UsdText.MaxNanoUsd ? UsdTextFault.OutOfRange : UsdTextFault.None, fault);
            Assert.True(fault != UsdTextFault.None || expected == nanoUsd, $"seed {Seed}, step {i}: {whole}.{decimals}");
        }
    }
}
