using System.Globalization;

namespace GenOps.Cli.Screens;

/// <summary>Amounts of the API, which are decimal texts with 9 decimals, for people.</summary>
internal static class Amounts
{
    private const int Decimals = 9;
    private const int ShownDecimals = 2;
    private const decimal NanoUsdPerUsd = 1_000_000_000;

    /// <summary>Exact, the decimals beyond cents dim where they are zeros, so that columns stay aligned on the point.</summary>
    public static string Markup(string? amount, string absent = "-")
    {
        if (amount is null)
        {
            return absent;
        }

        var shown = Plain(amount);
        var zeros = amount[shown.Length..];
        return zeros.Length == 0 ? shown : $"{shown}[dim]{zeros}[/]";
    }

    /// <summary>Exact, without the zeros beyond cents.</summary>
    public static string Plain(string? amount, string absent = "-")
    {
        if (amount is null)
        {
            return absent;
        }

        var point = amount.IndexOf('.', StringComparison.Ordinal);
        var least = point + 1 + ShownDecimals;
        var length = amount.Length;
        while (point >= 0 && length > least && amount[length - 1] == '0')
        {
            length--;
        }

        return amount[..length];
    }

    /// <summary>An amount of nano-dollars as the API writes them.</summary>
    public static string OfNano(long nanoUsd) =>
        (nanoUsd / NanoUsdPerUsd).ToString($"F{Decimals}", CultureInfo.InvariantCulture);

    /// <summary>An amount for sums and shares; 0 when absent.</summary>
    public static decimal Value(string? amount) => amount is null ? 0 : decimal.Parse(amount, NumberStyles.Number, CultureInfo.InvariantCulture);

    public static string Of(decimal amount) => amount.ToString($"F{Decimals}", CultureInfo.InvariantCulture);
}
