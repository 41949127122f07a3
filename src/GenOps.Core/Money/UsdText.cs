using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GenOps.Core.Money;

/// <summary>
/// Amounts of US dollars as text: read from decimal strings, written with exactly nine decimals, always invariant.
/// In memory an amount is a <see cref="long"/> count of nano-dollars, so that no sum is ever rounded.
/// </summary>
public static class UsdText
{
    /// <summary>Nano-dollars in one dollar.</summary>
    public const long NanoUsdPerUsd = 1_000_000_000;

    /// <summary>The largest amount that is read, 9 billion dollars; the rest of the range of a long is left for sums.</summary>
    public const long MaxNanoUsd = 9_000_000_000 * NanoUsdPerUsd;

    /// <summary>Decimals written, and the most that are read.</summary>
    public const int Decimals = 9;

    /// <summary>The longest text written: a sign, ten digits, a point, nine decimals.</summary>
    public const int MaxLength = 21;

    /// <summary>Reads an amount ≥ 0 such as <c>10.00</c>. On failure <paramref name="nanoUsd"/> is 0.</summary>
    public static UsdTextFault Parse(ReadOnlySpan<char> text, out long nanoUsd)
    {
        nanoUsd = 0;
        if (text.IsEmpty)
        {
            return UsdTextFault.Empty;
        }

        return text[0] is '-' or '+' ? UsdTextFault.Sign : ParseDigits(text, out nanoUsd);
    }

    /// <summary>Reads an amount that may start with a minus, such as <c>-0.5</c>. On failure <paramref name="nanoUsd"/> is 0.</summary>
    public static UsdTextFault ParseSigned(ReadOnlySpan<char> text, out long nanoUsd)
    {
        if (text is not ['-', .. var digits])
        {
            return Parse(text, out nanoUsd);
        }

        var fault = digits is ['-' or '+', ..] ? Failed(UsdTextFault.Sign, out nanoUsd) : ParseDigits(digits, out nanoUsd);
        nanoUsd = -nanoUsd;
        return fault;
    }

    /// <summary>Says what an amount must look like, for a caller whose text had this fault.</summary>
    public static string Describe(UsdTextFault fault) => fault switch
    {
        UsdTextFault.None => "is an amount",
        UsdTextFault.Empty => "must not be empty",
        UsdTextFault.Sign => "must not have a sign",
        UsdTextFault.NotDecimal => "must be decimal digits with at most one point between them, such as 10.00",
        UsdTextFault.TooManyDecimals => "must have at most 9 decimals",
        UsdTextFault.OutOfRange => "must be at most 9000000000",
        _ => throw new UnreachableException(),
    };

    /// <summary>Writes an amount with nine decimals: 12340 is <c>0.000012340</c>.</summary>
    public static string Format(long nanoUsd)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        TryFormat(nanoUsd, text, out var written);
        return Encoding.ASCII.GetString(text[..written]);
    }

    /// <summary>
    /// Writes the same as <see cref="Format"/> as UTF-8, without allocating. <see cref="MaxLength"/> bytes always suffice.
    /// </summary>
    public static bool TryFormat(long nanoUsd, Span<byte> utf8, out int bytesWritten)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        var magnitude = Magnitude(nanoUsd);
        var length = nanoUsd < 0 ? 1 : 0;
        text[0] = (byte)'-';
        (magnitude / NanoUsdPerUsd).TryFormat(text[length..], out var written, default, CultureInfo.InvariantCulture);
        length += written;
        text[length++] = (byte)'.';
        (magnitude % NanoUsdPerUsd).TryFormat(text[length..], out written, "D9", CultureInfo.InvariantCulture);
        length += written;
        bytesWritten = text[..length].TryCopyTo(utf8) ? length : 0;
        return bytesWritten > 0;
    }

    // The magnitude of long.MinValue is no long.
    private static ulong Magnitude(long nanoUsd) => nanoUsd < 0 ? 0UL - (ulong)nanoUsd : (ulong)nanoUsd;

    private static UsdTextFault ParseDigits(ReadOnlySpan<char> text, out long nanoUsd)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var decimals = point < 0 ? default : text[(point + 1)..];
        if (whole.IsEmpty || whole.ContainsAnyExceptInRange('0', '9')
            || (point >= 0 && (decimals.IsEmpty || decimals.ContainsAnyExceptInRange('0', '9'))))
        {
            return Failed(UsdTextFault.NotDecimal, out nanoUsd);
        }

        if (decimals.Length > Decimals)
        {
            return Failed(UsdTextFault.TooManyDecimals, out nanoUsd);
        }

        whole = whole.TrimStart('0');
        if (whole.Length > 10)
        {
            return Failed(UsdTextFault.OutOfRange, out nanoUsd);
        }

        // At most 19 digits, so the value is below 10^19 and fits an unsigned long.
        var value = 0UL;
        foreach (var digit in whole)
        {
            value = (value * 10) + (uint)(digit - '0');
        }

        for (var i = 0; i < Decimals; i++)
        {
            value = (value * 10) + (i < decimals.Length ? (uint)(decimals[i] - '0') : 0);
        }

        return value > MaxNanoUsd ? Failed(UsdTextFault.OutOfRange, out nanoUsd) : Parsed(value, out nanoUsd);
    }

    private static UsdTextFault Parsed(ulong value, out long nanoUsd)
    {
        nanoUsd = (long)value;
        return UsdTextFault.None;
    }

    private static UsdTextFault Failed(UsdTextFault fault, out long nanoUsd)
    {
        nanoUsd = 0;
        return fault;
    }
}
