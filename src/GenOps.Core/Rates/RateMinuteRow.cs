using System.Globalization;
using GenOps.Core.Rows;

namespace GenOps.Core.Rates;

/// <summary>Units of one rate and minute that instances have taken. Whatever is taken and not used ends with the minute.</summary>
/// <param name="Minute">Whole minutes since the Unix epoch.</param>
/// <param name="Kind">Requests or tokens.</param>
/// <param name="LeasedUnits">Units taken less units given back.</param>
public sealed record RateMinuteRow(long Minute, RateKind Kind, long LeasedUnits) : Row
{
    /// <summary>Prefix of all rate rows; they sort by minute.</summary>
    public const string Prefix = "q|";

    /// <inheritdoc/>
    public override string RowKey => KeyOf(Minute, Kind);

    /// <summary>The key of a rate's row for a minute.</summary>
    public static string KeyOf(long minute, RateKind kind) => MinutePrefix(minute) + (kind is RateKind.Requests ? "requests" : "tokens");

    /// <summary>What all keys of a minute begin with.</summary>
    public static string MinutePrefix(long minute) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{minute:D10}|");
}
