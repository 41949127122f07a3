using System.Globalization;

namespace GenOps.Browser.Tests.Support;

/// <summary>Amounts as pages show them.</summary>
internal static class Amount
{
    /// <summary>"1234.500000000" as "$1,234.50".</summary>
    public static string Shown(string? usd) =>
        usd is null ? "–" : "$" + decimal.Parse(usd, CultureInfo.InvariantCulture).ToString("#,##0.00#######", CultureInfo.InvariantCulture);
}
