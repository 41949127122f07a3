using System.Globalization;

namespace GenOps.Adapters.Tables.Columns;

/// <summary>How values are spelled in columns: readable in any tool, and sortable as text.</summary>
internal static class ColumnFormats
{
    /// <summary>Length of every written instant.</summary>
    public const int InstantLength = 28;

    /// <summary>Length of every written day.</summary>
    public const int DayLength = 10;

    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const string DayFormat = "yyyy-MM-dd";

    public static string Instant(DateTimeOffset value) => value.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    public static string Day(DateOnly value) => value.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static bool TryInstant(string text, out DateTimeOffset value) => DateTimeOffset.TryParseExact(
        text, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value);

    public static bool TryDay(string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
}
